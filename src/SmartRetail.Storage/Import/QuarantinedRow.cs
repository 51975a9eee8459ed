using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using SmartRetail.Contracts;

namespace SmartRetail.Storage.Import;

/// <summary>A line of a quarantine file.</summary>
/// <param name="Customer">Null where the row does not tell.</param>
internal sealed record QuarantinedRow(long Line, ImmutableArray<FieldError> Errors, string? Customer, string Row)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Returns null for what is not such a line, as the last one of a file that is still written.</summary>
    public static QuarantinedRow? FromJson(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<QuarantinedRow>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the row is of the customer; where it does not tell, whether it holds the id as a word.</summary>
    public bool IsOf(CustomerId customer)
    {
        if (Customer is not null)
        {
            return Customer == customer.Value;
        }

        for (var at = Find(0); at >= 0; at = Find(at + 1))
        {
            if (!IsInWord(at - 1) && !IsInWord(at + customer.Value.Length))
            {
                return true;
            }
        }

        return false;

        int Find(int from) => Row.IndexOf(customer.Value, from, StringComparison.Ordinal);
        bool IsInWord(int at) => at >= 0 && at < Row.Length && (char.IsLetterOrDigit(Row[at]) || Row[at] is '-' or '_');
    }
}
