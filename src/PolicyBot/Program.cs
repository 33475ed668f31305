using System.Globalization;
using System.Text;
using PolicyBot.Commands;

Console.OutputEncoding = new UTF8Encoding(false);
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["ask", ..]) Setup.Begin();
return CommandLine.Build(TimeProvider.System, args is [var verb, ..] ? verb : null).Parse(args).Invoke();
