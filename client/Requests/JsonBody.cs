using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SmartRetail.Client.Problems;

namespace SmartRetail.Client.Requests;

/// <summary>Reads a request's body, or says which field is wrong and what is allowed there.</summary>
internal static class JsonBody
{
    /// <exception cref="InvalidRequestException">The body is not the JSON that was asked for.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request)
        where T : class =>
        Parse<T>(await ReadBytesAsync(request));

    /// <summary>Reads the whole body; the server ends one that is larger than the endpoint's limit.</summary>
    /// <exception cref="InvalidRequestException">The body is not declared to be JSON.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new InvalidRequestException(ProblemTable.NotJson());
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <exception cref="InvalidRequestException">The text is not the JSON that was asked for.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> utf8)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8.Span, ApiJson.Reading)
                ?? throw new InvalidRequestException([new("body", "must be an object")]);
        }
        catch (JsonException exception)
        {
            throw new InvalidRequestException([JsonFieldDescriber.Describe(typeof(T), exception)]);
        }
    }
}
