namespace SmartRetail.Contracts;

/// <summary>The rule that customer, product and interaction ids share: opaque, compared ordinally.</summary>
public static class Identifier
{
    /// <summary>The longest id, in UTF-16 code units.</summary>
    public const int MaxLength = 128;

    /// <summary>Returns what is wrong with <paramref name="value"/>, or null when it is an id.</summary>
    public static FieldError? Check(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return new(field, "is required");
        }

        if (value.Length > MaxLength)
        {
            return new(field, $"has {value.Length} characters; at most {MaxLength} are allowed");
        }

        for (var at = 0; at < value.Length; at++)
        {
            if (char.IsControl(value[at]))
            {
                return new(field, "holds a control character");
            }

            if (at + 1 < value.Length && char.IsSurrogatePair(value[at], value[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(value[at]))
            {
                // UTF-8 has no half of a pair: two such ids would be one in the database.
                return new(field, "holds half of a surrogate pair");
            }
        }

        return null;
    }
}
