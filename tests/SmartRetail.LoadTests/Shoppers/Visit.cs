using SmartRetail.Contracts.Interactions;
using SmartRetail.LoadTests.Calls;

namespace SmartRetail.LoadTests.Shoppers;

/// <summary>
/// One session of one shopper: decides what the shopper does next by what was shown, and knows nothing of how it is asked for.
/// </summary>
/// <param name="sent">How many interactions the customer has sent before: the next one has the next number.</param>
/// <param name="bought">A product that the customer has bought before; null for none.</param>
internal sealed class Visit(ShopperModel model, Shelf shelf, Random chance, VisitKind kind, int sent, int? bought)
{
    private const int ListLength = 10;
    private const int LongListLength = 20;

    // A bot goes over the catalog until the run ends; it changes its name now and then, as they do.
    private const int BotLooks = 200;

    private readonly List<string> _basket = [];
    private int _looks = kind == VisitKind.Bot ? BotLooks : DrawLooks(model, chance);
    private int _reads = 1;
    private int _sent = sent;
    private bool _hasArrived;
    private bool _hasToRecommend;
    private bool _isToSignIn = kind == VisitKind.Anonymous && chance.NextDouble() < model.SignIns;
    private bool _isToBasket;
    private string? _product;
    private ShownList? _shown;

    /// <summary>Puts the shopper in the middle of the session, so that a crowd's mix of calls is right from the first second.</summary>
    public void GoOnFromTheMiddle()
    {
        _hasArrived = true;
        _product = shelf[shelf.Next(chance)].Id;
        _looks = 1 + chance.Next(_looks);
        _reads = chance.Next(model.ReadsPerWrite + 1);
    }

    /// <summary>What was bought last; null for nothing yet.</summary>
    public int? Bought { get; private set; } = bought;

    /// <summary>Returns what the shopper does next, or null when the session is over.</summary>
    /// <param name="hot">The product that everybody wants now; null for none.</param>
    public Intent? Next((string Product, double Share)? hot = null)
    {
        if (_reads > 0)
        {
            _reads--;
            return Read();
        }

        var write = Write(hot);
        _reads = write is null ? 0 : model.ReadsPerWrite;
        _hasToRecommend = true;
        return write;
    }

    /// <summary>Tells the shopper what the page shows.</summary>
    public void See(ShownList list) => _shown = list.Products.Count > 0 ? list : _shown;

    /// <summary>Tells the shopper that it has a name now: its interactions are numbered from 1 again.</summary>
    public void SignedIn() => _sent = 0;

    private static int DrawLooks(ShopperModel model, Random chance)
    {
        var at = chance.NextDouble() * (model.SessionLengths.Count - 1);
        var (low, high) = (model.SessionLengths[(int)at], model.SessionLengths[(int)at + 1]);
        return Math.Max(1, (int)Math.Round(low + ((high - low) * (at - (int)at))));
    }

    private Intent Read()
    {
        if (!_hasArrived)
        {
            _hasArrived = true;
            return new(CallKind.Popular, LongListLength);
        }

        // Right after a write, since that is where an answer could be old.
        if (_hasToRecommend || _product is null)
        {
            _hasToRecommend = false;
            return new(CallKind.Recommend, ListLength);
        }

        return chance.NextDouble() switch
        {
            < 0.45 => new(CallKind.Recommend, LongListLength),
            < 0.75 => new(CallKind.Similar, ListLength, _product),
            < 0.85 => new(CallKind.BoughtTogether, ListLength, _product),
            < 0.95 => new(CallKind.Search, LongListLength, FirstWord(shelf[shelf.Next(chance)].Title)),
            _ => new(CallKind.Popular, LongListLength),
        };
    }

    private Intent? Write((string Product, double Share)? hot)
    {
        if (_isToBasket)
        {
            _isToBasket = false;
            _basket.Add(_product!);
            return Record(new Act(++_sent, InteractionKind.AddToCart, _product));
        }

        if (_looks-- > 0)
        {
            var look = Look(hot);
            _product = look.Product;
            _isToBasket = kind != VisitKind.Bot && chance.NextDouble() < model.Baskets;
            return Record(look);
        }

        if (_isToSignIn)
        {
            _isToSignIn = false;
            return new(CallKind.Merge);
        }

        return _basket.Count > 0 && chance.NextDouble() < model.Purchases ? Buy() : null;
    }

    private Act Look((string Product, double Share)? hot)
    {
        if (hot is { } wanted && chance.NextDouble() < wanted.Share)
        {
            return new(++_sent, InteractionKind.View, wanted.Product);
        }

        if (kind == VisitKind.Bot)
        {
            return new(++_sent, InteractionKind.View, shelf[chance.Next(shelf.Count)].Id);
        }

        if (_shown is { } list && chance.NextDouble() < model.Following)
        {
            var position = PositionBias.Draw(list.Products.Count, model.PositionBias, chance);
            return new(++_sent, InteractionKind.View, list.Products[position - 1], Query: null, list.Id, position);
        }

        if (Bought is { } again && chance.NextDouble() < model.RepeatPurchases)
        {
            return new(++_sent, InteractionKind.View, shelf[again].Id);
        }

        var category = _product is not null && shelf.Find(_product) is { } last && chance.NextDouble() < model.CategoryAffinity
            ? shelf[last].Category
            : null;
        var number = category is null ? shelf.Next(chance) : shelf.NextOf(category, chance);
        return new(++_sent, InteractionKind.View, shelf[number].Id);
    }

    private Intent Buy()
    {
        List<Act> acts = [.. _basket.Select(product => new Act(++_sent, InteractionKind.Purchase, product))];
        if (Bought is { } kept && chance.NextDouble() < model.Returns)
        {
            acts.Add(new(++_sent, InteractionKind.Return, shelf[kept].Id));
        }

        Bought = shelf.Find(_basket[^1]) ?? Bought;
        _basket.Clear();
        return Record([.. acts]);
    }

    private static Intent Record(params IReadOnlyList<Act> acts) => new(CallKind.Record, Acts: acts);

    private static string FirstWord(string title) => title.Split(' ', 2)[0];
}
