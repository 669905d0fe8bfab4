using System.Globalization;

namespace ReputationWatch.Connectors.Sites.Filters;

/// <summary>Divides a number, for ratings given as a width in percent.</summary>
internal sealed class DivideFilter : ISiteFilter
{
    public string? Apply(string value, string? argument) =>
        Reviews.Ratings.Parse(value) is { } number
            ? (number.Value / double.Parse(argument!, CultureInfo.InvariantCulture)).ToString(
                CultureInfo.InvariantCulture
            )
            : null;

    public string? Complaint(string? argument) =>
        double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var divisor) && divisor != 0
            ? null
            : "give the divisor, a number other than zero.";
}
