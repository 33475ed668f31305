namespace PolicyBot.Turns;

/// <summary>In which groups the asker is cannot be told now, and is not known from before.</summary>
internal sealed class GroupsUntoldException() : Exception("the directory does not say in which groups the asker is");
