using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Retrieval;
using SmartRetail.Recommender.Rules;

namespace SmartRetail.Recommender.Ranking;

/// <summary>Retrieve, filter, score, order. Pure: the same input and store view give the same ranking.</summary>
public sealed class RankingPipeline(RankingOptions options, TimeProvider clock)
{
    public RankingOptions Options => options;

    /// <summary>Ranks for one customer. The list is as long as asked for while the catalog has that many to show.</summary>
    public RankedCandidates Rank(RankingInput input, StoreView store, ProductFilter filter, int count) =>
        Rank(ScoresOf(input, store), input, store, filter, count);

    /// <summary>As <see cref="Rank(RankingInput, StoreView, ProductFilter, int)"/>, with a call of the model that others may share.</summary>
    public async Task<RankedCandidates> RankAsync(
        RankingInput input, StoreView store, ProductFilter filter, int count, CancellationToken cancellationToken = default)
    {
        var scores = await FindScoresAsync(input, store, filter, count, cancellationToken);
        return Rank(scores, input, store, filter, count);
    }

    /// <summary>
    /// Makes a list of the candidates: what may not be shown is left out, pins and diversity give the order. Where too
    /// few are left, it is ranked again with the filter inside; a quota yields only to a list that would be shorter.
    /// </summary>
    /// <returns>The list, with the ranking that its last products came from.</returns>
    public RankedCandidates List(
        RankedCandidates candidates, RankingInput input, StoreView store, ProductFilter filter, RecommendationRequest request)
    {
        var (ranked, list) = Build(candidates, null, input, store, filter, request);
        return ranked with { Products = list.ToList() };
    }

    /// <summary>
    /// As <see cref="List"/>; where it has to be ranked again, with a call of the model that others may share.
    /// </summary>
    public async Task<RankedCandidates> ListAsync(
        RankedCandidates candidates,
        RankingInput input,
        StoreView store,
        ProductFilter filter,
        RecommendationRequest request,
        CancellationToken cancellationToken = default)
    {
        var begun = Begin(candidates, filter, request);
        if (begun.IsFull)
        {
            return candidates with { Products = begun.ToList() };
        }

        var scores = await FindScoresAsync(input, store, filter, request.Count, cancellationToken);
        var (ranked, list) = Build(candidates, scores, input, store, filter, request);
        return ranked with { Products = list.ToList() };
    }

    /// <summary>Scores the customer; by the counts alone where the model does not answer in time.</summary>
    /// <param name="filter">What is to be listed will pass it; null where single products are asked for.</param>
    internal async Task<ProductScores> FindScoresAsync(
        RankingInput input, StoreView store, ProductFilter? filter, int count, CancellationToken cancellationToken)
    {
        var history = ToHistory(input);
        using var limit = new CancellationTokenSource(options.ModelPatience, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await ProductScores.OfAsync(history, store, filter, count, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ProductScores.WithoutNetwork(history, store);
        }
    }

    internal static RankedCandidates Rank(
        ProductScores scores, RankingInput input, StoreView store, ProductFilter filter, int count)
    {
        var ranked = Fill(ScoreAdjustment.Top(scores, filter, count), store, filter, count);
        return new(input.Version, scores.HasNetwork ? store.Model!.Version : null, TierOf(scores), ranked)
        {
            LacksNetwork = scores.LacksNetwork,
        };
    }

    /// <param name="scores">The customer's; null to make them where candidates are too few.</param>
    internal (RankedCandidates Ranked, ListBuilder List) Build(
        RankedCandidates candidates,
        ProductScores? scores,
        RankingInput input,
        StoreView store,
        ProductFilter filter,
        RecommendationRequest request)
    {
        var list = Begin(candidates, filter, request);
        if (!list.IsFull)
        {
            candidates = RankWithin(filter);
            list = Begin(candidates, filter, request);
        }

        // Each time round the list grows: what is ranked then is not in it, and no quota is against it.
        while (!list.IsFull && list.Narrow() is { } narrow && RankWithin(narrow).Products is { IsEmpty: false } more)
        {
            list.Fill(more);
        }

        if (!list.IsFull)
        {
            list.Fill(candidates.Products, heedsQuotas: false);
        }

        return (candidates, list);

        RankedCandidates RankWithin(ProductFilter within) =>
            Rank(scores ??= ScoresOf(input, store), input, store, within, request.Count);
    }

    private static ListBuilder Begin(RankedCandidates ranked, ProductFilter filter, RecommendationRequest request)
    {
        var begun = new ListBuilder(filter, DiversityFor(request, filter.Rules), request.Count);
        begun.Pin(filter.Rules.PinsOf(request.Slot, filter.Context));
        begun.Fill(ranked.Products);
        return begun;
    }

    /// <summary>Returns the diversity that the request asks for, over that of its slot, over the store's.</summary>
    internal static Diversity? DiversityFor(RecommendationRequest request, StoreRules rules) =>
        (rules.DiversityOf(request.Slot), request.Diversity) switch
        {
            (var own, null) => own,
            (null, { } strength) => new(strength),
            ({ } own, { } strength) => own with { Strength = strength },
        };

    internal ProductScores ScoresOf(RankingInput input, StoreView store) =>
        ProductScores.Of([ToHistory(input)], store)[0];

    /// <summary>Returns what the request leaves out and what the customer is not to be shown.</summary>
    public ProductFilter FilterFor(RankingInput input, StoreView store, RecommendationRequest request)
    {
        var leftOut = new Dictionary<ProductId, FilterReason>();
        Add(input.Disliked, FilterReason.Disliked);
        Add(input.Basket, FilterReason.InBasket);
        Add(
            input.History.Reverse().Select(step => step.Product).Distinct().Take(options.RecentlySeen),
            FilterReason.RecentlySeen);
        return new(store.Catalog)
        {
            Category = request.Category,
            Brand = request.Brand,
            MinPrice = request.MinPrice,
            MaxPrice = request.MaxPrice,
            Exclude = new HashSet<ProductId>(request.Exclude),
            Shown = request.After,
            LeftOut = leftOut,
            Bought = input.Bought,
            BoughtAlready = options.BoughtAlready,
            Now = clock.GetUtcNow(),
            Context = request.Slot is null && request.Context.IsEmpty
                ? RuleContext.None
                : new(request.Slot, request.Context),
        };

        void Add(IEnumerable<ProductId> products, FilterReason reason)
        {
            foreach (var product in products)
            {
                leftOut.TryAdd(product, reason);
            }
        }
    }

    /// <summary>
    /// Returns the filter of the candidates that a list is made of: they are those of every request, and so may be kept, unless
    /// scores depend on this one.
    /// </summary>
    public ProductFilter CandidateFilter(RankingInput input, StoreView store, ProductFilter filter) =>
        filter.Rules.ScoresReadContext ? filter : FilterFor(input, store, new()) with { Rules = filter.Rules };

    /// <summary>Returns the popular products that pass the filter.</summary>
    public static ImmutableArray<ScoredProduct> Popular(StoreView store, ProductFilter filter, int count) =>
        Fill([.. PopularWithin(store, filter).Where(scored => filter.Find(scored.Product) is not null).Take(count)], store, filter, count);

    /// <summary>
    /// Returns the products most alike: the mean of the embeddings' cosine and of what follows or goes with it, then
    /// the popular ones of its category.
    /// </summary>
    public static ImmutableArray<ScoredProduct> Similar(Product product, StoreView store, int count) =>
        Similar(product, store, new(store.Catalog), count);

    /// <summary>As the other one, of what passes the filter.</summary>
    public static ImmutableArray<ScoredProduct> Similar(Product product, StoreView store, ProductFilter filter, int count) =>
        Similar(product, store, filter, count, SimilarProducts.LikenessOf(product.Id, store));

    /// <summary>As the other ones; what other silos know of it is fetched in time, or left out.</summary>
    public async Task<ImmutableArray<ScoredProduct>> SimilarAsync(
        Product product, StoreView store, int count, CancellationToken cancellationToken = default)
    {
        var filter = new ProductFilter(store.Catalog);
        var likeness = SimilarProducts.LikenessOf(product.Id, store);
        if (likeness is { IsSpread: true })
        {
            using var limit = new CancellationTokenSource(options.ModelPatience, clock);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await SimilarProducts.PrepareAsync(likeness, store, filter, count, ending.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                likeness = null;
            }
        }

        return Similar(product, store, filter, count, likeness);
    }

    private static ImmutableArray<ScoredProduct> Similar(
        Product product, StoreView store, ProductFilter filter, int count, ModelScores? likeness)
    {
        filter = filter with { Exclude = new HashSet<ProductId>(filter.Exclude) { product.Id } };
        var ranked = SimilarProducts.Find(product.Id, store, filter, count, likeness);
        var filled = Fill(ranked, store, filter with { Category = filter.Category ?? product.Category }, count);
        return filled.Length < count ? Fill(filled, store, filter, count) : filled;
    }

    /// <summary>Returns the sequence that models read, oldest first, without immediate repeats.</summary>
    internal IReadOnlyList<ProductStep> ToHistory(RankingInput input)
    {
        var history = new List<ProductStep>(options.HistoryLength);
        foreach (var step in input.History)
        {
            if (InteractionWeights.IsSequenceStep(step.Kind) &&
                (history.Count == 0 || history[^1].Product != step.Product))
            {
                history.Add(new(step.Product, step.Kind));
            }
        }

        return history;
    }

    // A store's first days, a narrow category: what nobody has acted on yet still beats an empty place on the page.
    private static ImmutableArray<ScoredProduct> Fill(
        IReadOnlyList<ScoredProduct> ranked, StoreView store, ProductFilter filter, int count)
    {
        if (ranked.Count >= count)
        {
            return [.. ranked];
        }

        var listed = ranked.Select(scored => scored.Product).ToHashSet();
        return
        [
            .. ranked,
            .. PopularWithin(store, filter).Select(scored => scored.Product)
                .Concat(OnSale(store, filter.Category))
                .Where(product => filter.Find(product) is not null && listed.Add(product))
                .Take(count - ranked.Count)
                .Select(product => new ScoredProduct(product, 0)),
        ];
    }

    // Asked for only where what is popular is not enough: the first index of a large catalog takes seconds.
    private static IEnumerable<ProductId> OnSale(StoreView store, string? category)
    {
        var index = store.Catalog.Index;
        var places = category is null
            ? Enumerable.Range(0, index.Products.Length)
            : index.ByCategory.GetValueOrDefault(category, []);
        foreach (var place in places)
        {
            yield return index.Products[place];
        }
    }

    // What the catalog's bitmap leaves out is not looked up.
    private static IEnumerable<ScoredProduct> PopularWithin(StoreView store, ProductFilter filter)
    {
        var walk = new PopularWalk(store.Items.Popular(store.Counts), store.Items.FindEligible(filter));
        while (walk.Next())
        {
            yield return walk.Scored;
        }
    }

    internal static RecommendationTier TierOf(ProductScores scores) => scores switch
    {
        { HasNetwork: true } => RecommendationTier.Personal,
        { HasCounts: true } => RecommendationTier.Counts,
        _ => RecommendationTier.Popular,
    };
}
