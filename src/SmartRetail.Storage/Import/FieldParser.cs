using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;

namespace SmartRetail.Storage.Import;

/// <summary>Turns the texts of a row into values and notes what is wrong with each; one row after another.</summary>
internal sealed class FieldParser(FieldNames names)
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-ddTHH:mmK",
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    private readonly List<FieldError> _errors = [];
    private ImportRow _row = new(0, []);

    // A file writes its times one way, so the format that fitted last is tried first.
    private string _timeFormat = TimeFormats[0];

    public ImmutableArray<FieldError> Errors => [.. _errors];

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Goes on to another row.</summary>
    public void Begin(ImportRow row)
    {
        _row = row;
        _errors.Clear();
    }

    public string? Text(int field) => _row[field];

    public int? Integer(int field) => Parse(
        field, "must be a whole number", (string text, out int value) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public decimal? Decimal(int field) => Parse(
        field, "must be a number such as 2.55", (string text, out decimal value) =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));

    public double? Double(int field) => Parse(
        field, "must be a number such as 4.5", (string text, out double value) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value));

    public bool? Boolean(int field) => Parse<bool>(field, "must be true or false", bool.TryParse);

    /// <summary>A time without an offset is in UTC.</summary>
    public DateTimeOffset? Time(int field) =>
        Parse<DateTimeOffset>(field, "must be an ISO 8601 time such as 2011-12-09T12:50:00Z", TryParseTime);

    /// <summary>A name of the enum, in any case; never a number.</summary>
    public T? Name<T>(int field)
        where T : struct, Enum =>
        Parse(
            field,
            NamesOf<T>.Rule,
            (string text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && char.IsAsciiLetter(text[0]));

    /// <summary>Notes that a value is missing; for those that have no default.</summary>
    public T Require<T>(int field, T? value)
        where T : struct
    {
        if (value is null && !_errors.Exists(error => error.Field == names.All[field]))
        {
            _errors.Add(new(names.All[field], "is required"));
        }

        return value.GetValueOrDefault();
    }

    private T? Parse<T>(int field, string rule, TryParse<T> parse)
        where T : struct
    {
        if (_row[field] is not { Length: > 0 } text)
        {
            return null;
        }

        if (parse(text, out var value))
        {
            return value;
        }

        _errors.Add(new(names.All[field], rule));
        return null;
    }

    private bool TryParseTime(string text, out DateTimeOffset value)
    {
        if (TryParseTime(text, _timeFormat, out value))
        {
            return true;
        }

        foreach (var format in TimeFormats)
        {
            if (TryParseTime(text, format, out value))
            {
                _timeFormat = format;
                return true;
            }
        }

        return false;
    }

    private static bool TryParseTime(string text, string format, out DateTimeOffset value) =>
        DateTimeOffset.TryParseExact(
            text,
            format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out value);

    private static class NamesOf<T>
        where T : struct, Enum
    {
        public static readonly string Rule = $"must be one of: {string.Join(", ", Enum.GetNames<T>())}";
    }

    private delegate bool TryParse<T>(string text, out T value);
}
