using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace SmartRetail.Benchmarks.Http;

/// <summary>What the shop's page asks for. A request is written before it is timed, and read to its end.</summary>
internal sealed class ShopApi(HttpClient http)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private long _interactions;

    /// <summary>A view of a product that is recorded when it is sent.</summary>
    public HttpRequestMessage View(string customer, string product)
    {
        var id = Interlocked.Increment(ref _interactions).ToString(CultureInfo.InvariantCulture);
        return Post(
            $"{SampleSilo.Path}/interactions",
            $$"""{"interactions":[{"id":"b-{{id}}","customer":"{{customer}}","kind":"View","product":"{{product}}"}]}""");
    }

    public static HttpRequestMessage Recommend(string customer) =>
        new(HttpMethod.Get, $"{SampleSilo.Path}/customers/{customer}/recommendations?count=10");

    public static HttpRequestMessage Rank(string customer, IEnumerable<string> products) => Post(
        $"{SampleSilo.Path}/customers/{customer}/rank",
        $$"""{"products":["{{string.Join("\",\"", products)}}"]}""");

    /// <summary>Sends a request and reads the answer.</summary>
    /// <exception cref="HttpRequestException">It is not answered with success.</exception>
    public async Task<byte[]> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await http.SendAsync(request);
            return answer.IsSuccessStatusCode
                ? await answer.Content.ReadAsByteArrayAsync()
                : throw new HttpRequestException(
                    $"{request.RequestUri}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static HttpRequestMessage Post(string path, string json) => new(HttpMethod.Post, path)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = Json } },
    };
}
