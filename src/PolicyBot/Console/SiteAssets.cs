using System.Reflection;
using System.Security.Cryptography;

namespace PolicyBot.Web;

/// <summary>The page's style, script and icon: embedded in the assembly, so that they are there however the bot is run.</summary>
public static class SiteAssets
{
    private static readonly Dictionary<string, Asset> Known = new[]
    {
        Load("page.css", "text/css; charset=utf-8"), Load("page.js", "text/javascript; charset=utf-8"), Load("icon.svg", "image/svg+xml"),
        Load("review.css", "text/css; charset=utf-8"), Load("review.js", "text/javascript; charset=utf-8"),
    }.ToDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>Changes with the content, so that a new version is fetched and an old one may be kept.</summary>
    public static string UrlOf(string name) => $"/assets/{name}?v={Known[name].Version}";

    public static void Map(IEndpointRouteBuilder site) => site.MapGet("/assets/{name}", (string name, HttpContext context) =>
    {
        if (!Known.TryGetValue(name, out var asset)) return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Content, asset.Type);
    });

    private static Asset Load(string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("assets/" + name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource `assets/{name}`");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new(name, type, content, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private sealed record Asset(string Name, string Type, byte[] Content, string Version);
}
