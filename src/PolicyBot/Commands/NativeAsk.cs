using System.Runtime.InteropServices;

namespace PolicyBot.Commands;

/// <summary>`ask` of one question, compiled ahead of time into a program of its own that stands beside this one where the machine that built
/// it had a linker (docs/decisions/0010-a-question-in-a-process-of-its-own.md): it is told in half the time. Both are the same
/// sources.</summary>
internal static partial class NativeAsk
{
    private const string Program = "policybot-ask";

    /// <summary>Many questions are better asked here, where code that runs often is compiled anew.</summary>
    public static bool IsFor(string[] args) => args is ["ask", ..] && Array.IndexOf(args, "--jsonl") < 0;

    /// <summary>Goes on as that program, with the same arguments, streams and process id. Returns only where there is none.</summary>
    public static void Become(string[] args)
    {
        var path = Path.Combine(AppContext.BaseDirectory, Program);
        if (OperatingSystem.IsWindows() || !File.Exists(path)) return;
        // What the program calls itself in its help; the arguments; a null.
        var all = new nint[args.Length + 2];
        all[0] = Marshal.StringToCoTaskMemUTF8(Environment.GetCommandLineArgs()[0]);
        for (var i = 0; i < args.Length; i++) all[i + 1] = Marshal.StringToCoTaskMemUTF8(args[i]);
        _ = Execv(path, all);
        foreach (var text in all) Marshal.FreeCoTaskMem(text);
    }

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execv(string path, nint[] argv);
}
