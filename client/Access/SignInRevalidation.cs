using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace SmartRetail.Client.Access;

/// <summary>Ends the open pages of an operator whose key is revoked: a connection outlives the request that made it.</summary>
internal sealed class SignInRevalidation(ILoggerFactory loggers, ApiKeyRing keys)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(keys.Holds(authenticationState.User.FindFirst(ApiKey.FingerprintClaim)?.Value));
}
