using System.Globalization;

namespace PolicyBot.Web.Review;

/// <summary>Numbers as lengths.</summary>
internal static class PlotScale
{
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8];

    /// <summary>`37.5%` of the whole width.</summary>
    public static string Percent(double part, double whole) => string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:0.###}%");

    public static string Pixels(double length) => length.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The least of 1, 2, 3, 4, 6, 8, 10, 20, 30 ... that is not less than <paramref name="value"/>.</summary>
    public static double Top(double value)
    {
        if (value <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        foreach (var step in Steps)
            if (step * power >= value) return step * power;
        return 10 * power;
    }
}
