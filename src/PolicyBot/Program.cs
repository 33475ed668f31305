using System.Globalization;
using System.Text;
using PolicyBot.Commands;

Console.OutputEncoding = new UTF8Encoding(false);
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return await CommandLine.Build(TimeProvider.System).Parse(args).InvokeAsync();
