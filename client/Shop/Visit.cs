using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Shop;

/// <summary>
/// Who is asking, and their basket, kept in one cookie that only this application can write: nobody becomes another
/// customer by editing it.
/// </summary>
internal sealed class Visit(IHttpContextAccessor accessor, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "smartretail-visit";

    // Browsers drop a cookie above 4,096 characters silently; its name and attributes count too.
    private const int MaxCookieLength = 3_800;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    private readonly IDataProtector _protector = protection.CreateProtector("SmartRetail.Shop.Visit");
    private Content? _content;

    public CustomerId Customer => new(Current.Customer);

    public bool IsAnonymous => Customer.IsAnonymous;

    public Basket Basket => Current.Basket;

    private Content Current => _content ??= Read() ?? Begin(NewAnonymous());

    /// <summary>Goes on as another customer, or as a new anonymous one, with an empty basket.</summary>
    public void Become(CustomerId? customer) => Begin(customer?.Value ?? NewAnonymous());

    /// <summary>Goes on as the customer that the visitor is, with the basket that was filled before.</summary>
    public void SignIn(CustomerId customer) => Write(Current with { Customer = customer.Value });

    /// <summary>Keeps the basket; false when it is too large for the cookie, which then stays as it was.</summary>
    public bool Keep(Basket basket) => Write(Current with { Basket = basket });

    private Content Begin(string customer)
    {
        var content = new Content(customer, Basket.Empty);
        Write(content);
        return content;
    }

    private static string NewAnonymous() => CustomerId.AnonymousPrefix + Guid.NewGuid().ToString("N");

    private Content? Read()
    {
        if (Http.Request.Cookies[Cookie] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Content>(_protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            // Forged, or written before the application's keys were renewed: the visit starts over.
            return null;
        }
    }

    private bool Write(Content content)
    {
        var cookie = _protector.Protect(JsonSerializer.Serialize(content));
        if (cookie.Length > MaxCookieLength)
        {
            return false;
        }

        Http.Response.Cookies.Append(Cookie, cookie, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = Http.Request.IsHttps,
            Expires = clock.GetUtcNow() + Lifetime,
        });
        _content = content;
        return true;
    }

    private HttpContext Http =>
        accessor.HttpContext ?? throw new InvalidOperationException("A visit exists only while a request is answered");

    private sealed record Content(string Customer, Basket Basket);
}
