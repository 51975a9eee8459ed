using System.Globalization;

namespace SmartRetail.Remote;

/// <summary>Addresses: ids may hold anything, so each part is escaped.</summary>
internal static class Query
{
    public static string Path(params string[] parts) => string.Join('/', parts.Select(Uri.EscapeDataString));

    /// <summary>Adds the parameters that have a value; a list is one parameter for each item.</summary>
    public static string With(string path, params (string Name, object? Value)[] parameters)
    {
        var pairs = parameters.SelectMany(parameter => parameter.Value switch
        {
            null => [],
            IEnumerable<string> many => many.Select(one => (parameter.Name, one)),
            var value => [(parameter.Name, ToText(value))],
        });
        var query = string.Join('&', pairs.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Item2)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string ToText(object value) => value switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
