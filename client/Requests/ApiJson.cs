using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace SmartRetail.Client.Requests;

/// <summary>How the API reads and writes JSON.</summary>
internal static class ApiJson
{
    private const int MaxDepth = 16;

    /// <summary>For answers, and what the API document's schemas are made of.</summary>
    public static JsonSerializerOptions Writing { get; } = Make();

    /// <summary>For bodies: what is not exactly as the document says is refused.</summary>
    public static JsonSerializerOptions Reading { get; } = MakeReading();

    public static IResult Answer<T>(T value) =>
        new JsonAnswer<T>(value, static (writer, value) => JsonSerializer.Serialize(writer, value, Writing));

    /// <summary>Answers what is asked for too often to go through the serializer.</summary>
    /// <param name="write">Writes what <see cref="Writing"/> would.</param>
    public static IResult Answer<T>(T value, Action<Utf8JsonWriter, T> write) => new JsonAnswer<T>(value, write);

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;

        // Answers are JSON and are never read as HTML, so quotes in a sentence may stay quotes.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new FiniteNumberConverter());
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        return options;
    }

    private static JsonSerializerOptions MakeReading()
    {
        var options = Make();
        options.Converters.Insert(0, new NamedEnumConverterFactory());
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
