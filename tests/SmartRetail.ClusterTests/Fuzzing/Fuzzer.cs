using System.Net.Http.Headers;
using System.Text;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>Makes requests of what the document says, most of them wrong somewhere: the same ones for the same seed.</summary>
internal sealed class Fuzzer(IReadOnlyList<Operation> operations, int seed)
{
    private static readonly string[] ContentTypes =
        ["application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded", "text/csv", ""];

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public HttpRequestMessage Make(int number, Uri server)
    {
        var random = new Random(unchecked((seed * 31) + number));
        var operation = operations[number % operations.Count];
        var request = new HttpRequestMessage(
            random.Next(50) == 0 ? new HttpMethod(Pick(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO"], random)) : operation.Method,
            new Uri(server.ToString().TrimEnd('/') + Target(operation, random), AsWritten));
        AddHeaders(request, operation, random);
        if (operation.Body is { } example)
        {
            request.Content = Content(JsonMutation.Apply(example, random), random);
        }
        else if (operation.TakesFile)
        {
            request.Content = Content(Encoding.UTF8.GetBytes(Lines(random)), random);
        }
        else if (random.Next(20) == 0)
        {
            request.Content = Content([1, 2, 3], random);
        }

        return request;
    }

    private static string Target(Operation operation, Random random)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Place == "path"))
        {
            path = path.Replace($"{{{parameter.Name}}}", PathValue(parameter, random), StringComparison.Ordinal);
        }

        var query = string.Join('&', operation.Parameters
            .Where(parameter => parameter.Place == "query" && random.Next(3) == 0)
            .Select(parameter => $"{parameter.Name}={Value(parameter, random)}"));
        if (random.Next(25) == 0)
        {
            query += $"&{Escape(Pick(OddValues.Texts, random))}={Value(operation.Parameters.FirstOrDefault(), random)}";
        }

        return query.Length > 0 ? $"{path}?{query}" : path;
    }

    private static string PathValue(Parameter parameter, Random random) => parameter.Name switch
    {
        "store" when random.Next(20) > 0 => FuzzedShop.Store,
        "customer" when random.Next(3) > 0 => $"c-{random.Next(50)}",
        "product" when random.Next(3) > 0 => $"p{random.Next(20)}",
        // An empty one is another path.
        _ => Value(parameter, random) is { Length: > 0 } value ? value : "-",
    };

    private static string Value(Parameter? parameter, Random random) => random.Next(4) switch
    {
        0 when parameter is { Type: "integer" or "number" } => $"{random.Next(-2, 200)}",
        0 when parameter is { Name: "format" } => Pick(["csv", "jsonl", "parquet"], random),
        1 => Pick(OddValues.Escapes, random),
        2 => $"p{random.Next(20)}",
        _ => Escape(Pick(OddValues.Texts, random)),
    };

    // Half a surrogate pair goes out as the sign that replaces it; bytes that are no text at all are among the escapes.
    private static string Escape(string text) =>
        string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"%{one:X2}"));

    private static void AddHeaders(HttpRequestMessage request, Operation operation, Random random)
    {
        var key = random.Next(30) == 0 ? Pick(["", "x", new string('k', 5_000), "sr_a_b"], random) : FuzzedShop.Key;
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Place == "header"))
        {
            Add(parameter.Name, 2);
        }

        Add("If-None-Match", 20);
        Add("Accept-Encoding", 20);
        Add("Accept-Language", 20);
        Add("Customer-Token", 20);
        Add("Origin", 20);
        Add("Traceparent", 20);
        Add("Cookie", 20);

        void Add(string name, int oneIn)
        {
            if (random.Next(oneIn) == 0)
            {
                request.Headers.TryAddWithoutValidation(
                    name, string.Concat(Pick(OddValues.Texts, random).Take(4_000).Where(letter => letter is >= ' ' and <= '~')));
            }
        }
    }

    private static ByteArrayContent Content(byte[] body, Random random)
    {
        var content = new ByteArrayContent(body);
        var type = random.Next(10) == 0 ? Pick(ContentTypes, random) : ContentTypes[0];
        content.Headers.ContentType = type.Length > 0 ? MediaTypeHeaderValue.Parse(type) : null;
        if (random.Next(50) == 0)
        {
            content.Headers.ContentEncoding.Add(Pick(["gzip", "br", "none", "deflate"], random));
        }

        return content;
    }

    // A file of interactions or products: some lines are good.
    private static string Lines(Random random) => string.Concat(Enumerable.Range(0, random.Next(20)).Select(number =>
        (random.Next(3) switch
        {
            0 => Pick(OddValues.Fragments, random),
            1 => $$"""{"id":"f-{{number}}","customer":"c-{{number}}","kind":"View","product":"p{{number}}"}""",
            _ => $"{Pick(OddValues.Texts, random)},{Pick(OddValues.Texts, random)},{number}",
        }) + "\n"));

    private static T Pick<T>(IReadOnlyList<T> from, Random random) => from[random.Next(from.Count)];
}
