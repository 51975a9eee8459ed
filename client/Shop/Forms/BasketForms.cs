using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SmartRetail.Client.Shop.Baskets;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>What is put into the basket, taken out and bought, and what is thought of a product.</summary>
internal static class BasketForms
{
    public const string Add = "shop/basket/add";
    public const string Remove = "shop/basket/remove";
    public const string Buy = "shop/basket/buy";
    public const string Opinion = "shop/opinion";

    public static void MapBasketForms(this IEndpointRouteBuilder forms)
    {
        forms.MapPost(Add, AddAsync);
        forms.MapPost(Remove, RemoveAsync);
        forms.MapPost(Buy, BuyAsync);
        forms.MapPost(Opinion, OpinionAsync);
    }

    private static async Task<IResult> AddAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        if (await counter.FindAsync(form.Product, cancellationToken) is not { IsBuyable: true } product)
        {
            return ShopForms.GoBack(form.Back, Note.None);
        }

        if (visit.Basket.Add(product.Id, form.Origin) is not { } basket || !visit.Keep(basket))
        {
            return ShopForms.GoBack(form.Back, Note.Full);
        }

        var isRecorded = await journal.RecordAsync(InteractionKind.AddToCart, product, form.Origin, cancellationToken);
        return ShopForms.GoBack(form.Back, isRecorded ? Note.Added : Note.Busy);
    }

    private static async Task<IResult> RemoveAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        visit.Keep(visit.Basket.Remove(new(form.Product)));
        if (await counter.FindAsync(form.Product, cancellationToken) is { } product)
        {
            await journal.RecordAsync(InteractionKind.RemoveFromCart, product, origin: null, cancellationToken);
        }

        return ShopForms.GoBack("/basket", Note.Removed);
    }

    private static async Task<IResult> BuyAsync(
        [FromForm] string order, ShopCounter counter, Journal journal, Visit visit, CancellationToken cancellationToken)
    {
        var bought = await counter.PriceAsync(visit.Basket, cancellationToken);
        if (bought.IsEmpty || Identifier.Check("order", order) is not null)
        {
            return ShopForms.GoBack("/basket", Note.None);
        }

        if (!await journal.RecordOrderAsync(order, bought, cancellationToken))
        {
            return ShopForms.GoBack("/basket", Note.Busy);
        }

        visit.Keep(Basket.Empty);
        return ShopForms.GoBack("/basket", Note.Bought);
    }

    private static async Task<IResult> OpinionAsync(
        [FromForm] ProductForm form, ShopCounter counter, Journal journal, CancellationToken cancellationToken)
    {
        if (await counter.FindAsync(form.Product, cancellationToken) is not { } product)
        {
            return ShopForms.GoBack(form.Back, Note.None);
        }

        var kind = form.Likes ? InteractionKind.Like : InteractionKind.Dislike;
        var isRecorded = await journal.RecordAsync(kind, product, form.Origin, cancellationToken);
        return ShopForms.GoBack(form.Back, !isRecorded ? Note.Busy : form.Likes ? Note.Liked : Note.Hidden);
    }
}
