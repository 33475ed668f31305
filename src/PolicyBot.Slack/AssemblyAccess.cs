using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PolicyBot.Tests")]
