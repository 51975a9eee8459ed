using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Truth;

/// <summary>A customer who asks for lists of all kinds and acts in between, one thing after the other.</summary>
/// <param name="nearby">The lists that each silo keeps.</param>
internal sealed class Shopper(
    StoreId store,
    CustomerId customer,
    IGrainFactory grains,
    IReadOnlyList<INearbyLists> nearby,
    IReadOnlyList<ProductId> products,
    Random chance)
{
    private ImmutableHashSet<ProductId> _disliked = [];
    private RecommendationList? _page;
    private ImmutableHashSet<ProductId> _shown = [];

    /// <summary>Asks for one list or page, drawn at random; now and then something is done before.</summary>
    /// <param name="asking">Called when that is done, right before the question.</param>
    public async Task<Answer> Ask(Action asking)
    {
        if (chance.Next(10) == 0)
        {
            await Act();
        }

        asking();
        return await (chance.Next(11) switch
        {
            0 or 1 => AskForYou(),
            2 => AskNextPage(),
            3 or 4 => AskPage(),
            5 => AskPopular(),
            6 => AskTrending(),
            7 => AskSimilar(),
            8 => AskBoughtTogether(),
            9 => AskWhatIsKnown(),
            _ => AskRank(),
        });
    }

    private async Task Act()
    {
        var product = One();
        var kind = chance.Next(6) switch
        {
            0 => InteractionKind.Purchase,
            1 => InteractionKind.Dislike,
            2 => InteractionKind.Like,
            _ => InteractionKind.View,
        };
        if (kind == InteractionKind.Like)
        {
            // Before it is acknowledged it may hold or not.
            _disliked = _disliked.Remove(product);
        }

        await grains.Customer(store, customer).Record([RetailCluster.Interaction(customer, kind, product.Value)]);
        if (kind == InteractionKind.Dislike)
        {
            _disliked = _disliked.Add(product);
        }
    }

    private async Task<Answer> AskForYou()
    {
        // Half of the time the same as before, as shops ask: it may be answered from what was kept.
        var request = chance.Next(2) == 0 ? new() : Draw();
        var found = nearby.Select(silo => silo.Find(store, customer, request)).FirstOrDefault(list => list is not null);
        var list = found ?? await grains.Recommendations(store, customer).Recommend(request);
        _page = list;
        _shown = [.. list.Products.Select(shown => shown.Product)];
        return Answer.Of(
            ToQuestion(found is null ? "for you" : "for you, nearby", request), list.CatalogVersion, list.Products.Select(shown => shown.Product));
    }

    private async Task<Answer> AskNextPage()
    {
        var before = _page?.Next is null ? [] : _shown;
        var request = Draw() with { After = _page?.Next };
        var list = await grains.Recommendations(store, customer).Recommend(request);
        _page = list;
        _shown = [.. before, .. list.Products.Select(shown => shown.Product)];
        var question = ToQuestion("next page", request);
        return Answer.Of(
            question with { Excluded = question.Excluded.Union(before) },
            list.CatalogVersion,
            list.Products.Select(shown => shown.Product));
    }

    private async Task<Answer> AskPage()
    {
        var common = Draw();
        PageList[] lists = [.. Enum.GetValues<PageList>().Where(_ => chance.Next(2) == 0).DefaultIfEmpty(PageList.ForYou)];
        SlotRequest[] slots =
        [
            .. lists.Select(list => new SlotRequest
            {
                Slot = list.ToString(),
                List = list,
                Count = chance.Next(1, 8),
                Category = chance.Next(4) == 0 ? "odd" : null,
                MaxPrice = chance.Next(4) == 0 ? chance.Next(20, 80) : null,
                Products = list is PageList.Similar or PageList.BoughtTogether ? [One()] : [],
            }),
        ];
        var page = await grains.Recommendations(store, customer)
            .GetPage(new() { Slots = [.. slots], Exclude = common.Exclude, Context = common.Context });
        return new(
            page.CatalogVersion,
            [
                .. page.Slots.Zip(slots, (slot, asked) => (
                    ToQuestion($"page, {slot.List}", asked.In(new() { Exclude = common.Exclude, Context = common.Context })) with
                    {
                        // No product twice: what the slots before have shown is left out.
                        Excluded = [.. common.Exclude, .. _disliked, .. ShownBefore(page, slot)],
                    },
                    (IReadOnlyList<ProductId>)[.. slot.Products.Select(shown => shown.Product)])),
            ]);
    }

    private async Task<Answer> AskPopular()
    {
        var category = chance.Next(2) == 0 ? "even" : null;
        var list = await grains.Storefront(store).GetPopular(category, chance.Next(1, 20));
        return Answer.Of(
            new("popular") { Category = category }, list.CatalogVersion, list.Products.Select(shown => shown.Product));
    }

    private async Task<Answer> AskTrending()
    {
        var category = chance.Next(2) == 0 ? "odd" : null;
        var list = await grains.Storefront(store).GetTrending(category, chance.Next(1, 20));
        return Answer.Of(
            new("trending") { Category = category }, list.CatalogVersion, list.Products.Select(shown => shown.Product));
    }

    private async Task<Answer> AskSimilar()
    {
        var product = One();
        var list = await grains.Storefront(store).GetSimilar(product, chance.Next(1, 20));
        return Answer.Of(
            new("similar") { Excluded = [product] },
            list?.CatalogVersion,
            list?.Products.Select(shown => shown.Product) ?? []);
    }

    private async Task<Answer> AskBoughtTogether()
    {
        ImmutableArray<ProductId> basket = [.. chance.GetItems([.. products], 3).Distinct()];
        var list = chance.Next(2) == 0
            ? await grains.Storefront(store).GetBasketCompanions(basket, chance.Next(1, 20))
            : await grains.Storefront(store).GetBoughtTogether(basket[0], chance.Next(1, 20));
        return Answer.Of(
            new("bought together") { Excluded = [basket[0]] },
            list?.CatalogVersion,
            list?.Products.Select(shown => shown.Product) ?? []);
    }

    private async Task<Answer> AskWhatIsKnown()
    {
        if (chance.Next(2) == 0)
        {
            var viewed = await grains.Customer(store, customer).GetRecentlyViewed(10);
            return Answer.Of(new("recently viewed"), null, viewed);
        }

        var again = await grains.Customer(store, customer).GetBuyAgain(10);
        return Answer.Of(
            new("buy again") { Excluded = _disliked }, again.CatalogVersion, again.Products.Select(due => due.Product));
    }

    private async Task<Answer> AskRank()
    {
        var request = new RankRequest { Products = [.. products], Drop = chance.Next(2) == 0 };
        var list = await grains.Recommendations(store, customer).Rank(request);
        return Answer.Of(
            new("rank"),
            list.CatalogVersion,
            list.Products.Where(ranked => request.Drop || ranked.IsAvailable).Select(ranked => ranked.Product));
    }

    private RecommendationRequest Draw() => new()
    {
        Count = chance.Next(1, 20),
        Category = chance.Next(4) == 0 ? "even" : null,
        Brand = chance.Next(6) == 0 ? "maker" : null,
        MinPrice = chance.Next(6) == 0 ? chance.Next(1, 20) : null,
        MaxPrice = chance.Next(4) == 0 ? chance.Next(20, 80) : null,
        Exclude = [.. chance.GetItems([.. products], chance.Next(4))],
        Context = chance.Next(2) == 0
            ? ImmutableSortedDictionary<string, string>.Empty
            : ImmutableSortedDictionary<string, string>.Empty.Add("region", chance.Next(2) == 0 ? "north" : "south"),
    };

    private Question ToQuestion(string list, RecommendationRequest request) => new(list)
    {
        Region = request.Context.GetValueOrDefault("region"),
        Category = request.Category,
        Brand = request.Brand,
        MinPrice = request.MinPrice,
        MaxPrice = request.MaxPrice,
        Excluded = [.. request.Exclude, .. _disliked],
    };

    private static IEnumerable<ProductId> ShownBefore(RecommendationPage page, PageSlot slot) =>
        page.Slots.TakeWhile(other => other != slot).SelectMany(other => other.Products).Select(shown => shown.Product);

    private ProductId One() => products[chance.Next(products.Count)];
}
