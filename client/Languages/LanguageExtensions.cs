using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Shop;

namespace SmartRetail.Client.Languages;

/// <summary>
/// Chooses the language of each page: the one that was switched to, kept in a cookie, else the first that Accept-Language
/// names. Numbers and times are written the same way in all of them.
/// </summary>
internal static class LanguageExtensions
{
    /// <summary>Where the switch sends its form, from the address that the application is at.</summary>
    public const string SwitchPath = "language";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static void UsePageLanguage(this IApplicationBuilder app)
    {
        var options = new RequestLocalizationOptions
        {
            DefaultRequestCulture = new(CultureInfo.InvariantCulture, new CultureInfo(PageLanguage.English.Code)),
            SupportedCultures = [CultureInfo.InvariantCulture],
            SupportedUICultures = [.. PageLanguage.All.Select(language => new CultureInfo(language.Code))],
            ApplyCurrentCultureToResponseHeaders = true,
        };
        options.RequestCultureProviders =
            [new CookieRequestCultureProvider { Options = options }, new CustomRequestCultureProvider(ReadAcceptedAsync)];
        // The API speaks one language, and each of its requests would pay for a culture of its own.
        app.UseWhen(
            static context => !context.Request.Path.StartsWithSegments("/v1"),
            pages => pages.UseRequestLocalization(options));
    }

    public static void MapLanguageSwitch(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(SwitchPath, Switch).AllowAnonymous().ExcludeFromDescription();

    // zh-CN and zh-Hant are zh here. The framework's own reader asks the system's tables for that, and there are none.
    private static Task<ProviderCultureResult?> ReadAcceptedAsync(HttpContext context)
    {
        var accepted = context.Request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => PageLanguage.Find(language.Value.ToString().Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(language => language is not null);
        return Task.FromResult(accepted is null ? null : new ProviderCultureResult("", accepted.Code));
    }

    private static IResult Switch(
        [FromForm] string language, [FromForm] string? back, HttpContext context, TimeProvider clock)
    {
        if (PageLanguage.Find(language) is { } chosen)
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new("", chosen.Code)),
                new() { IsEssential = true, SameSite = SameSiteMode.Lax, Expires = clock.GetUtcNow() + Lifetime, Secure = context.Request.IsHttps });
        }

        return Results.LocalRedirect(ShopAddress.Local(back));
    }
}
