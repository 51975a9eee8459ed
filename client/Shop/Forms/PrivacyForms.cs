using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Orleans;
using SmartRetail.Client.Privacy;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>What shoppers decide about what is stored of them. Each holds from the next page on.</summary>
internal static class PrivacyForms
{
    public const string Consent = "shop/you/consent";
    public const string Interest = "shop/you/interest";
    public const string Export = "shop/you/export";
    public const string Erase = "shop/you/erase";

    private const string You = "/you";

    public static void MapPrivacyForms(this IEndpointRouteBuilder forms)
    {
        forms.MapPost(Consent, AgreeAsync);
        forms.MapPost(Interest, ForgetAsync);
        forms.MapGet(Export, ExportAsync);
        forms.MapPost(Erase, EraseAsync);
    }

    /// <summary>Changes one of the two things that a shopper agrees to.</summary>
    private static async Task<IResult> AgreeAsync(
        [FromForm] string purpose, [FromForm] bool agrees, IGrainFactory grains, Visit visit,
        IOptions<RetailClientOptions> options, CancellationToken cancellationToken)
    {
        var customer = grains.Customer(new(options.Value.ShopStore), visit.Customer);
        var consent = await customer.GetConsent(cancellationToken);
        var (changed, note) = purpose switch
        {
            "personalise" => (consent with { Personalise = agrees }, agrees ? Note.Resumed : Note.Paused),
            "train" => (consent with { Train = agrees }, agrees ? Note.Agreed : Note.Withdrawn),
            _ => (consent, Note.None),
        };
        await customer.ChangeConsent(changed, cancellationToken);
        return ShopForms.GoBack(You, note);
    }

    private static async Task<IResult> ForgetAsync(
        [FromForm] string category, IGrainFactory grains, Visit visit, IOptions<RetailClientOptions> options,
        CancellationToken cancellationToken)
    {
        if (Identifier.Check("category", category) is not null)
        {
            return ShopForms.GoBack(You, Note.None);
        }

        await grains.Customer(new(options.Value.ShopStore), visit.Customer).ForgetInterest(category, cancellationToken);
        return ShopForms.GoBack(You, Note.Forgotten);
    }

    private static Task<IResult> ExportAsync(
        IGrainFactory grains, Visit visit, IOptions<RetailClientOptions> options, TimeProvider clock,
        CancellationToken cancellationToken) =>
        ExportWriter.Export(options.Value.ShopStore, visit.Customer.Value, grains, clock, cancellationToken);

    /// <summary>Who was a visitor goes on as a new one: the old id would tie the next visit to the erased ones.</summary>
    private static async Task<IResult> EraseAsync(
        [FromForm] bool? isCertain, IGrainFactory grains, Visit visit, IOptions<RetailClientOptions> options,
        CancellationToken cancellationToken)
    {
        if (isCertain != true)
        {
            return ShopForms.GoBack(You, Note.Unconfirmed);
        }

        await grains.Privacy(new(options.Value.ShopStore)).Erase(ErasureId.New(), visit.Customer, cancellationToken);
        if (visit.IsAnonymous)
        {
            visit.Become(null);
        }

        return ShopForms.GoBack(You, Note.Erased);
    }
}
