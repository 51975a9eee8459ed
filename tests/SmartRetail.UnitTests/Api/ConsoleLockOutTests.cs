using System.Net;
using SmartRetail.Client.Access;

namespace SmartRetail.UnitTests.Api;

public sealed class ConsoleLockOutTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task After_some_wrong_keys_even_the_right_one_has_to_wait()
    {
        for (var wrong = 0; wrong < SignInGuard.Free; wrong++)
        {
            await ConsoleSignInTests.SignIn(server, "wrong");
        }

        var (response, text) = await ConsoleSignInTests.SignIn(server, ApiServer.DevelopmentKey);

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Contains("Too many wrong keys", text, StringComparison.Ordinal);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 50, 60);
    }
}
