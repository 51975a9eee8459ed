using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace SmartRetail.ClusterTests.Fuzzing;

/// <summary>What the API's document says of one operation, as far as a request is made of it.</summary>
/// <param name="Body">The example of a body; null where there is none, or it is not JSON.</param>
internal sealed record Operation(
    HttpMethod Method, string Path, ImmutableArray<Parameter> Parameters, JsonNode? Body, bool TakesFile)
{
    public static ImmutableArray<Operation> ReadAll(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select Read(path.Key, operation.Key, operation.Value!),
    ];

    private static Operation Read(string path, string method, JsonNode operation)
    {
        var content = operation["requestBody"]?["content"]?.AsObject();
        return new(
            new(method.ToUpperInvariant()),
            path,
            [.. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Parameter.Read(parameter!))],
            content?["application/json"]?["example"],
            TakesFile: content?.ContainsKey("*/*") == true);
    }
}

/// <param name="Place">path, query or header.</param>
internal sealed record Parameter(string Name, string Place, string Type)
{
    public static Parameter Read(JsonNode parameter) => new(
        (string)parameter["name"]!,
        (string)parameter["in"]!,
        parameter["schema"]?["type"] is JsonValue type ? (string)type! : "string");
}
