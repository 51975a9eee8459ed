using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Orleans;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Interactions;

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

    /// <summary>Returns the customers that a visitor may be; none of any store but the sample.</summary>
    internal static async Task<ImmutableArray<CustomerId>> FindSamplesAsync(
        IGrainFactory grains, RetailClientOptions options, CancellationToken cancellationToken) =>
        options.ShopStore == RetailClientOptions.SampleStore
            ? await grains.Storefront(new(options.ShopStore)).GetSampleCustomers(SampleCustomers, cancellationToken)
            : [];

    private static IResult GoBack(string? address, Note note) => Results.LocalRedirect(ShopAddress.Back(address, note));
}
