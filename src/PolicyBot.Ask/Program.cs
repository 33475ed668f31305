using System.Globalization;
using System.Text;
using PolicyBot.Commands;

// `ask` alone, for one question (NativeAsk).
Console.OutputEncoding = new UTF8Encoding(false);
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Setup.BeginAsking();
var root = CommonOptions.Root();
root.Subcommands.Add(AskVerb.Of(TimeProvider.System));
return CommonOptions.Run(root.Parse(args));
