using System.Globalization;
using System.Text;
using PolicyBot.Commands;

if (NativeAsk.IsFor(args)) NativeAsk.Become(args);
Console.OutputEncoding = new UTF8Encoding(false);
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ask", ..]) Setup.BeginAsking();
return CommonOptions.Run(CommandLine.Build(TimeProvider.System, args is [var verb, ..] ? verb : null).Parse(args));
