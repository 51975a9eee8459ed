using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SmartRetail.Hosting.Health;

namespace SmartRetail.Client.Access;

/// <summary>Keys for programs, a cookie for the console. A cookie never opens the API, and so needs no guard there.</summary>
internal static class AccessExtensions
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RetailClientOptions>, RetailClientOptionsValidator>();
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<KeyLimits>();
        services.AddSingleton<SignInGuard>();
        services.AddHostedService<ApiKeyWatch>();
        services.AddHealthChecks().AddCheck<KeysCheck>("keys", tags: [RetailHealthExtensions.Ready]);
        services.AddSingleton<IAuthorizationHandler, ScopeAuthorizationHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, CallerAuthentication>();
        services.AddAntiforgery();
        services
            .AddAuthentication()
            .AddCookie(ConsolePolicy.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthenticationHandler>(
                ApiKeyAuthenticationHandler.SchemeName, configureOptions: null);
        services
            .AddOptions<CookieAuthenticationOptions>(ConsolePolicy.Scheme)
            .Configure<IOptions<RetailClientOptions>, IHostEnvironment>(ConfigureCookie);

        var authorization = services.AddAuthorizationBuilder();
        authorization.AddPolicy(ConsolePolicy.Name, policy => policy
            .AddAuthenticationSchemes(ConsolePolicy.Scheme)
            .RequireAssertion(context => ConsoleSignIn.IsForConsole(context.User)));
        foreach (var scope in Enum.GetValues<Scope>())
        {
            // Without a scheme: who calls is known by then.
            authorization.AddPolicy(scope.PolicyName, policy => policy
                .RequireAuthenticatedUser()
                .AddRequirements(new ScopeRequirement(scope)));
        }

        return services;
    }

    private static void ConfigureCookie(
        CookieAuthenticationOptions cookie, IOptions<RetailClientOptions> options, IHostEnvironment environment)
    {
        cookie.Cookie.Name = "smart-retail-console";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Strict;

        // A laptop serves plain HTTP, over which some browsers drop secure cookies; anything else has TLS in front.
        cookie.Cookie.SecurePolicy =
            environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.LoginPath = ConsolePolicy.SignInPath;
        cookie.AccessDeniedPath = ConsolePolicy.SignInPath;
        cookie.ExpireTimeSpan = options.Value.SignInLifetime;
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = RejectWithdrawnKey;
    }

    // A key that is no longer configured ends the sign-ins made with it.
    private static Task RejectWithdrawnKey(CookieValidatePrincipalContext context)
    {
        var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeyRing>();
        if (!keys.Holds(context.Principal?.FindFirst(ApiKey.FingerprintClaim)?.Value))
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }
}
