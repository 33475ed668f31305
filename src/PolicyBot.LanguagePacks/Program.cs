using System.Text;
using PolicyBot.Language;
using YamlDotNet.Core;

// Packs each language file (`en.yaml`) of a folder into one of the same name (`en.bin`) in another.
if (args is not [var folder, var packed])
{
    Console.Error.WriteLine("which folder of language files, and where to? Usage: PolicyBot.LanguagePacks FROM TO");
    return 2;
}
Directory.CreateDirectory(packed);
foreach (var path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
{
    using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
    try
    {
        // Read before anything is written: what a failed build leaves behind would look made to the next one.
        var tree = PlainYaml.Read(text);
        using var output = File.Create(Path.Combine(packed, Path.GetFileNameWithoutExtension(path) + ".bin"));
        PackedTree.Write(tree, output);
    }
    catch (Exception e) when (e is YamlException or InvalidDataException or DecoderFallbackException)
    {
        var line = e is YamlException y ? y.Start.Line : 1;
        Console.Error.WriteLine($"{path}({line}): error: {e.Message}");
        return 1;
    }
}
return 0;
