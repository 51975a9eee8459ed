using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Orleans;
using SmartRetail.Client.Privacy;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;

namespace SmartRetail.Client.Shop;

/// <summary>
/// What the shop's forms are sent to. Each does its work and redirects, so that reloading the next page repeats
/// nothing; the antiforgery token is checked because the parameters come from a form.
/// </summary>
internal static class ShopForms
{
    public const string Add = "/shop/basket/add";
    public const string Remove = "/shop/basket/remove";
    public const string Buy = "/shop/basket/buy";
    public const string Opinion = "/shop/opinion";
    public const string Customer = "/shop/customer";
    public const string Consent = "/shop/you/consent";
    public const string Export = "/shop/you/export";
    public const string Erase = "/shop/you/erase";

    /// <summary>How many customers of the store the switch offers.</summary>
    public const int SampleCustomers = 6;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var forms = endpoints.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        forms.MapPost(Add, AddAsync);
        forms.MapPost(Remove, RemoveAsync);
        forms.MapPost(Buy, BuyAsync);
        forms.MapPost(Opinion, OpinionAsync);
        forms.MapPost(Customer, BecomeAsync);
        forms.MapPost(Consent, AgreeAsync);
        forms.MapGet(Export, ExportAsync);
        forms.MapPost(Erase, EraseAsync);
    }

    private static async Task<IResult> AddAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        if (await counter.FindAsync(form.Product, cancellationToken) is not { IsBuyable: true } product)
        {
            return GoBack(form.Back, Note.None);
        }

        if (visit.Basket.Add(product.Id, form.Origin) is not { } basket || !visit.Keep(basket))
        {
            return GoBack(form.Back, Note.Full);
        }

        var isRecorded = await journal.RecordAsync(InteractionKind.AddToCart, product, form.Origin, cancellationToken);
        return GoBack(form.Back, isRecorded ? Note.Added : Note.Busy);
    }

    private static async Task<IResult> RemoveAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        visit.Keep(visit.Basket.Remove(new(form.Product)));
        if (await counter.FindAsync(form.Product, cancellationToken) is { } product)
        {
            await journal.RecordAsync(InteractionKind.RemoveFromCart, product, origin: null, cancellationToken);
        }

        return GoBack("/basket", Note.Removed);
    }

    private static async Task<IResult> BuyAsync(
        [FromForm] string order, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        var bought = await counter.PriceAsync(visit.Basket, cancellationToken);
        if (bought.IsEmpty || Identifier.Check("order", order) is not null)
        {
            return GoBack("/basket", Note.None);
        }

        if (!await journal.RecordOrderAsync(order, bought, cancellationToken))
        {
            return GoBack("/basket", Note.Busy);
        }

        visit.Keep(Basket.Empty);
        return GoBack("/basket", Note.Bought);
    }

    private static async Task<IResult> OpinionAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, CancellationToken cancellationToken)
    {
        if (await counter.FindAsync(form.Product, cancellationToken) is not { } product)
        {
            return GoBack(form.Back, Note.None);
        }

        var kind = form.Likes ? InteractionKind.Like : InteractionKind.Dislike;
        var isRecorded = await journal.RecordAsync(kind, product, form.Origin, cancellationToken);
        return GoBack(form.Back, !isRecorded ? Note.Busy : form.Likes ? Note.Liked : Note.Hidden);
    }

    private static async Task<IResult> BecomeAsync(
        [FromForm] string? customer, IGrainFactory grains, Visit visit, IOptions<RetailClientOptions> options,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(customer))
        {
            visit.Become(null);
            return GoBack("/", Note.Switched);
        }

        var samples = await FindSamplesAsync(grains, options.Value, cancellationToken);
        if (!samples.Contains(new(customer)))
        {
            return GoBack("/", Note.None);
        }

        visit.Become(new(customer));
        return GoBack("/", Note.Switched);
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
        return GoBack("/you", note);
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
            return GoBack("/you", Note.Unconfirmed);
        }

        await grains.Privacy(new(options.Value.ShopStore)).Erase(ErasureId.New(), visit.Customer, cancellationToken);
        if (visit.IsAnonymous)
        {
            visit.Become(null);
        }

        return GoBack("/you", Note.Erased);
    }

    /// <summary>Returns the customers that a visitor may be; none of any store but the sample.</summary>
    internal static async Task<ImmutableArray<CustomerId>> FindSamplesAsync(
        IGrainFactory grains, RetailClientOptions options, CancellationToken cancellationToken) =>
        options.ShopStore == RetailClientOptions.SampleStore
            ? await grains.Storefront(new(options.ShopStore)).GetSampleCustomers(SampleCustomers, cancellationToken)
            : [];

    private static IResult GoBack(string? address, Note note) => Results.LocalRedirect(ShopAddress.Back(address, note));
}
