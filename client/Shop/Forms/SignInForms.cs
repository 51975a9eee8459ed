using System.Collections.Immutable;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Orleans;
using SmartRetail.Client.Interactions;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Shop.Forms;

/// <summary>
/// Signs a visitor in as a customer, and out. A sample shop asks for no password and knows nobody but the sample's customers.
/// </summary>
internal static class SignInForms
{
    public const string SignIn = "shop/sign-in";
    public const string SignOut = "shop/sign-out";

    /// <summary>How many customers of the store one may sign in as.</summary>
    private const int SampleCustomers = 6;

    public static void MapSignInForms(this IEndpointRouteBuilder forms)
    {
        forms.MapPost(SignIn, SignInAsync);
        forms.MapPost(SignOut, (Visit visit) =>
        {
            visit.Become(null);
            return ShopForms.GoBack("/", Note.SignedOut);
        });
    }

    /// <summary>What the visitor did before counts for the customer from the next page on, and the basket comes along.</summary>
    private static async Task<IResult> SignInAsync(
        [FromForm] string customer, IGrainFactory grains, AcknowledgedVersions acknowledged, Visit visit,
        IOptions<RetailClientOptions> options, CancellationToken cancellationToken)
    {
        var samples = await FindSamplesAsync(grains, options.Value, cancellationToken);
        if (!samples.Contains(new(customer)))
        {
            return ShopForms.GoBack("/", Note.None);
        }

        var store = new StoreId(options.Value.ShopStore);
        if (visit.IsAnonymous && await HasActedAsync(grains.Customer(store, visit.Customer), cancellationToken))
        {
            var receipt = await grains.Customer(store, visit.Customer).MergeInto(new(customer), cancellationToken);
            acknowledged.Note(store, new(customer), receipt.ProfileVersion);
        }

        visit.SignIn(new(customer));
        return ShopForms.GoBack("/", Note.SignedIn);
    }

    /// <summary>Returns the customers that a visitor may sign in as; none of any store but the sample.</summary>
    internal static async Task<ImmutableArray<CustomerId>> FindSamplesAsync(
        IGrainFactory grains, RetailClientOptions options, CancellationToken cancellationToken) =>
        options.ShopStore == RetailClientOptions.SampleStore
            ? await grains.Storefront(new(options.ShopStore)).GetSampleCustomers(SampleCustomers, cancellationToken)
            : [];

    // A merge of nothing would only use up one of those that a customer may have.
    private static async Task<bool> HasActedAsync(
        Contracts.Customers.ICustomerGrain customer, CancellationToken cancellationToken) =>
        !(await customer.GetProfile(cancellationToken)).Recent.IsEmpty;
}
