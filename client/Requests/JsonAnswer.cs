using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SmartRetail.Client.Requests;

/// <summary>
/// An answer in JSON. It is written at once, and with its length: every answer is bounded and in memory already, and needs no
/// serializer that may pause, as the framework's result uses.
/// </summary>
/// <param name="write">Writes the value.</param>
internal sealed class JsonAnswer<T>(T value, Action<Utf8JsonWriter, T> write) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";

    // The serializer has checked what it writes.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = ApiJson.Writing.Encoder,
        SkipValidation = true,
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = ContentType;
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, Options))
        {
            write(writer, value);
            writer.Flush();
            response.ContentLength = writer.BytesCommitted;
        }

        await response.BodyWriter.FlushAsync();
    }
}
