using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SmartRetail.LoadTests.Peers;

/// <summary>An item as Gorse takes it and gives it.</summary>
/// <param name="IsHidden">Whether no list may show it.</param>
/// <param name="Timestamp">When it came into the shop; null for unknown.</param>
/// <param name="Labels">Strings, numbers, and objects and lists of them.</param>
/// <param name="Comment">The title.</param>
internal sealed record GorseItem(
    string ItemId, bool IsHidden = false, string[]? Categories = null, string? Timestamp = null, JsonNode? Labels = null, string? Comment = null);

/// <summary>What a user has done with an item; there is one row of each type.</summary>
/// <param name="Value">Posted, it is added to what the row has.</param>
internal sealed record GorseFeedback(string FeedbackType, string UserId, string ItemId, double Value, string? Timestamp = null);

/// <summary>How Gorse is told when something was.</summary>
internal static class GorseTime
{
    /// <param name="time">In UTC.</param>
    public static string Of(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What else is read of Gorse's answers.</summary>
internal static class GorseAnswers
{
    internal sealed record Scored(string Id);

    internal sealed record ItemPage(string? Cursor, GorseItem[]? Items);

    internal sealed record Success(int RowAffected);

    internal sealed record Health(bool Ready);

    internal sealed record Patch(bool IsHidden);
}

/// <summary>Written by the compiler, as for our own calls; Gorse's names begin with capitals.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GorseItem[]))]
[JsonSerializable(typeof(GorseFeedback[]))]
[JsonSerializable(typeof(GorseAnswers.Scored[]))]
[JsonSerializable(typeof(GorseAnswers.ItemPage))]
[JsonSerializable(typeof(GorseAnswers.Success))]
[JsonSerializable(typeof(GorseAnswers.Health))]
[JsonSerializable(typeof(GorseAnswers.Patch))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class GorseMessagesContext : JsonSerializerContext;
