using System.Text;
using System.Text.Json;

namespace SmartRetail.Testing.Logs;

/// <summary>Notes the keys and the customers of every request: in its path, its query, and its body.</summary>
internal sealed class UseRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // Larger bodies are files of imports, whose customers are read from the database.
    private const int MaxBody = 1 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Authorization is { Parameter: { Length: >= UsedTexts.LeastSecret } key })
        {
            UsedTexts.Secret(key);
        }

        NoteAddress(request.RequestUri!);
        if (request.Content is { Headers.ContentType.MediaType: "application/json" or "text/csv" or "text/plain" } content)
        {
            await content.LoadIntoBufferAsync(cancellationToken);
            if (content.Headers.ContentLength <= MaxBody)
            {
                NoteBody(await content.ReadAsByteArrayAsync(cancellationToken));
            }
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private static void NoteAddress(Uri address)
    {
        var path = address.AbsolutePath.Split('/');
        var at = Array.IndexOf(path, "customers");
        UsedTexts.Customer(at >= 0 && at + 1 < path.Length ? Uri.UnescapeDataString(path[at + 1]) : null);
        foreach (var part in address.Query.TrimStart('?').Split('&'))
        {
            if (part.StartsWith("customer=", StringComparison.Ordinal))
            {
                UsedTexts.Customer(Uri.UnescapeDataString(part["customer=".Length..]));
            }
        }
    }

    private static void NoteBody(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            var isCustomer = false;
            while (reader.Read())
            {
                if (isCustomer && reader.TokenType == JsonTokenType.String)
                {
                    UsedTexts.Customer(reader.GetString());
                }

                isCustomer = reader.TokenType == JsonTokenType.PropertyName && (reader.ValueTextEquals("customer") || reader.ValueTextEquals("from"));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            NoteRows(Encoding.UTF8.GetString(body));
        }
    }

    // A table, or what tests send that is wrong on purpose.
    private static void NoteRows(string text)
    {
        var lines = text.Split('\n');
        var column = Array.IndexOf(lines[0].Trim().Split(','), "customer");
        foreach (var line in lines.Skip(1).Where(_ => column >= 0))
        {
            UsedTexts.Customer(line.Split(',').ElementAtOrDefault(column));
        }
    }
}
