using System.Net;
using System.Text.Json.Nodes;

namespace SmartRetail.LoadTests.Models;

/// <summary>Which model a store ranks with, for a report.</summary>
internal static class ServedModel
{
    /// <summary>Returns its architecture and version, that there is none, or why that was not told.</summary>
    public static async Task<string> DescribeAsync(HttpClient api, string store, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await api.GetAsync(new Uri($"v1/stores/{store}/models", UriKind.Relative), cancellationToken);
            return answer switch
            {
                { IsSuccessStatusCode: true } => Describe(JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!),
                { StatusCode: HttpStatusCode.Forbidden } => "not told: the key has not the scope train",
                _ => $"not told: {(int)answer.StatusCode}",
            };
        }
        catch (HttpRequestException away)
        {
            return $"not told: {away.Message}";
        }
    }

    private static string Describe(JsonNode list)
    {
        if ((int?)list["active"] is not { } active)
        {
            return "none: counts rank";
        }

        var model = list["models"]!.AsArray().FirstOrDefault(each => (int)each!["version"]! == active);
        return $"{(string?)model?["architecture"] ?? "one"}, version {active}";
    }
}
