using System.Globalization;
using System.Text;

namespace SmartRetail.LoadTests.Peers;

/// <summary>A store of ours, over HTTP.</summary>
internal sealed class OurPeerStore(HttpClient api, string store) : IPeerStore
{
    private readonly string _path = $"v1/stores/{store}";

    public async Task RecommendAsync(string user, int items, CancellationToken cancellationToken)
    {
        var uri = string.Create(CultureInfo.InvariantCulture, $"{_path}/customers/{user}/recommendations?count={items}");
        using var answer = await api.GetAsync(new Uri(uri, UriKind.Relative), cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task InsertAsync(IEnumerable<PeerView> views, CancellationToken cancellationToken)
    {
        var body = $$"""{"interactions":[{{string.Join(',', views.Select(Write))}}]}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await api.PostAsync(new Uri($"{_path}/interactions", UriKind.Relative), content, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private static string Write(PeerView view) =>
        $$"""{"id":"{{view.Id}}","customer":"{{view.User}}","kind":"View","product":"{{view.Product}}"}""";
}
