using System.Reflection;
using System.Security.Cryptography;
using PolicyBot.Core.Policies;

namespace PolicyBot.Log;

/// <summary>The version of what decides and composes: that of the product, the compiled core's own id, and the language files' hash. An
/// answer can be made again byte for byte by the same engine.</summary>
internal static class Engine
{
    public static string Version { get; } = Compute();

    private static string Compute()
    {
        var assembly = typeof(Engine).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(PolicyEngine).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("PolicyBot.Language.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            hash.AppendData(bytes);
        }
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return $"{version}+{Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
    }
}
