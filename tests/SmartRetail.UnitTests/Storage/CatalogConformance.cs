using System.Collections.Immutable;
using System.Globalization;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Catalog;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Catalog;

namespace SmartRetail.UnitTests.Storage;

public abstract class CatalogConformance(IStorageFixture database) : StorageConformance(database)
{
    private static readonly ProductPatch Cheaper = new() { Product = Teapot().Id, Price = 1, Cleared = ProductFields.Stock };

    private ICatalogStore Catalog => Storage.Catalog;

    [Fact]
    public async Task Returns_a_product_as_it_was_put()
    {
        var product = Teapot() with
        {
            Brand = "Brown Betty",
            Price = 12.50m,
            Available = false,
            Stock = 0,
            FirstSoldAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            LastSoldAt = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero),
            Attributes = ImmutableSortedDictionary<string, string>.Empty.Add("colour", "brown"),
        };
        await Create();

        await Catalog.PutAsync(Store, [product], Cancellation);
        var loaded = Assert.Single((await Catalog.LoadAsync(Store, Cancellation)).Products);

        Assert.Equal(product, loaded with { Attributes = product.Attributes });
        Assert.Equal(product.Attributes, loaded.Attributes);
    }

    [Fact]
    public async Task Raises_the_version_with_each_change_and_only_then()
    {
        await Create();
        var empty = await Catalog.GetVersionAsync(Store, Cancellation);
        var first = await Catalog.PutAsync(Store, [Teapot()], Cancellation);
        var same = await Catalog.PutAsync(Store, [Teapot()], Cancellation);
        var changed = await Catalog.PutAsync(Store, [Teapot() with { Stock = 3 }], Cancellation);
        var removed = await Catalog.RemoveAsync(Store, [Teapot().Id], Cancellation);
        var removedAgain = await Catalog.RemoveAsync(Store, [Teapot().Id], Cancellation);

        Assert.Equal(0, empty);
        Assert.Equal([new(1, IsNew: true), new(1, IsNew: false), new(2, IsNew: true)], [first, same, changed]);
        Assert.Equal([new(3, IsNew: true), new(3, IsNew: false)], [removed.Change, removedAgain.Change]);
        Assert.Equal(3, await Catalog.GetVersionAsync(Store, Cancellation));
    }

    [Fact]
    public async Task Removes_products_in_one_version_and_passes_over_those_that_are_not_there()
    {
        var (cup, jug) = (Teapot() with { Id = new("cup") }, Teapot() with { Id = new("jug") });
        await Create();
        await Catalog.PutAsync(Store, [Teapot(), cup, jug], Cancellation);

        var removal = await Catalog.RemoveAsync(Store, [jug.Id, new("unheard-of"), cup.Id], Cancellation);
        var left = await Catalog.LoadAsync(Store, Cancellation);
        var before = await Catalog.FindProductsAsync(Store, 1, Cancellation);

        Assert.Equal(new(2, IsNew: true), removal.Change);
        Assert.Equal([cup.Id, jug.Id], removal.Products.OrderBy(product => product.Value, StringComparer.Ordinal));
        Assert.Equal((2, Teapot().Id), (left.Version, Assert.Single(left.Products).Id));
        Assert.Equal(3, before!.Count);
    }

    [Fact]
    public async Task Lists_the_version_of_every_store()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);
        await Catalog.CreateStoreAsync(OtherStore, Cancellation);

        var versions = await Catalog.ListVersionsAsync(Cancellation);

        Assert.Equal(new Dictionary<StoreId, long> { [Store] = 1, [OtherStore] = 0 }, versions);
    }

    [Fact]
    public async Task Has_no_version_of_a_store_that_does_not_exist() =>
        Assert.Null(await Catalog.GetVersionAsync(Store, Cancellation));

    [Fact]
    public async Task Refuses_products_for_a_store_that_does_not_exist() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Catalog.PutAsync(Store, [Teapot()], Cancellation));

    [Fact]
    public async Task Puts_no_product_when_one_fails()
    {
        await Create();

        await Assert.ThrowsAnyAsync<Exception>(
            () => Catalog.PutAsync(Store, [Teapot(), Teapot() with { Id = new("x"), Title = null! }], Cancellation));
        var content = await Catalog.LoadAsync(Store, Cancellation);

        Assert.Equal(0, content.Version);
        Assert.Empty(content.Products);
    }

    [Fact]
    public async Task Changes_what_a_patch_names_and_keeps_the_rest()
    {
        var pot = Teapot() with { Brand = "Brown Betty", Stock = 3 };
        await Create();
        await Catalog.PutAsync(Store, [pot], Cancellation);

        var first = await Catalog.PatchAsync(Store, [Cheaper], Cancellation);
        var again = await Catalog.PatchAsync(Store, [Cheaper], Cancellation);
        var loaded = Assert.Single((await Catalog.LoadAsync(Store, Cancellation)).Products);

        var changed = pot with { Price = 1, Stock = null, Attributes = loaded.Attributes };
        Assert.Equal((new(2, IsNew: true), new(2, IsNew: false)), (first.Change!.Value, again.Change!.Value));
        Assert.Equal(changed, loaded);
        Assert.Equal(changed, Assert.Single(first.Products) with { Attributes = loaded.Attributes });
    }

    [Fact]
    public async Task Makes_no_change_of_several_when_one_is_of_a_product_that_is_not_there()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);

        var patched = await Catalog.PatchAsync(Store, [Cheaper, new() { Product = new("unheard-of"), Price = 2 }], Cancellation);

        Assert.Null(patched.Change);
        Assert.Equal(new(new("unheard-of"), null), Assert.Single(patched.Refused));
        Assert.Equal(1, await Catalog.GetVersionAsync(Store, Cancellation));
    }

    [Fact]
    public async Task What_a_patch_has_replaced_is_known_of_the_version_before()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);

        await Catalog.PatchAsync(Store, [Cheaper], Cancellation);
        var before = await Catalog.FindProductsAsync(Store, 1, Cancellation);

        Assert.Equal(Teapot().Price, Assert.Single(before!).Price);
    }

    [Fact]
    public async Task Lists_stores_once_and_keeps_their_catalogs_apart()
    {
        await Create();
        await Create();
        await Catalog.CreateStoreAsync(OtherStore, Cancellation);
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);

        Assert.Equal([OtherStore, Store], await Catalog.ListStoresAsync(Cancellation));
        Assert.Empty((await Catalog.LoadAsync(OtherStore, Cancellation)).Products);
    }

    [Fact]
    public async Task Settings_are_a_part_of_the_catalogs_version()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);

        var first = await Catalog.PutSettingsAsync(Store, Hiding("price > 3"), expectedVersion: 0, Cancellation);
        var same = await Catalog.PutSettingsAsync(Store, Hiding("price > 3"), expectedVersion: 0, Cancellation);
        var late = await Catalog.PutSettingsAsync(Store, Hiding("price > 4"), expectedVersion: 0, Cancellation);
        var content = await Catalog.LoadAsync(Store, Cancellation);

        Assert.Equal((1, 2, true, true), (first.Newest.Version, first.CatalogVersion, first.IsNew, first.IsSaved));
        Assert.Equal((1, 2, false, true), (same.Newest.Version, same.CatalogVersion, same.IsNew, same.IsSaved));
        Assert.Equal((1, 2, false, false), (late.Newest.Version, late.CatalogVersion, late.IsNew, late.IsSaved));
        Assert.Equal((2, 1), (content.Version, content.Settings.Version));
        Assert.Equal("price > 3", Assert.Single(content.Settings.Settings.Hide).When);
    }

    [Fact]
    public async Task Keeps_older_versions_of_settings()
    {
        await Create();
        await Catalog.PutSettingsAsync(Store, Hiding("price > 3"), expectedVersion: null, Cancellation);
        await Catalog.PutSettingsAsync(Store, Hiding("price > 4"), expectedVersion: null, Cancellation);

        var never = await Catalog.FindSettingsAsync(Store, 0, Cancellation);
        var first = await Catalog.FindSettingsAsync(Store, 1, Cancellation);
        var newest = await Catalog.FindSettingsAsync(Store, null, Cancellation);

        Assert.Empty(never!.Settings.Hide);
        Assert.Equal("price > 3", first!.Settings.Hide[0].When);
        Assert.Equal((2, "price > 4"), (newest!.Version, newest.Settings.Hide[0].When));
        Assert.Null(await Catalog.FindSettingsAsync(Store, 3, Cancellation));
    }

    [Fact]
    public async Task Finds_the_products_as_they_were_at_any_version()
    {
        var cup = Teapot() with { Id = new("cup"), Price = 2.50m, Brand = "Brown Betty", Stock = 3, FirstSoldAt = Clock.GetUtcNow() };
        await Create();
        await Catalog.PutAsync(Store, [Teapot(), cup], Cancellation);
        await Catalog.PutAsync(Store, [Teapot() with { Price = 12 }, cup, cup with { Price = 3 }], Cancellation);
        await Catalog.PutSettingsAsync(Store, Hiding("price > 3"), expectedVersion: null, Cancellation);
        await Catalog.RemoveAsync(Store, [Teapot().Id], Cancellation);
        await Catalog.PutAsync(Store, [Teapot() with { Price = 15 }], Cancellation);

        var first = await Catalog.FindProductsAsync(Store, 1, Cancellation);

        Assert.Equal([Teapot(), cup], first!.OrderByDescending(product => product.Price));
        Assert.Equal(["12", "3"], await PricesAt(2));
        Assert.Equal(["12", "3"], await PricesAt(3));
        Assert.Equal(["3"], await PricesAt(4));
        Assert.Equal(["15", "3"], await PricesAt(5));
        Assert.Equal([], await PricesAt(0));
        Assert.Null(await PricesAt(6));
    }

    [Fact]
    public async Task Forgets_after_thirty_days_what_a_change_has_replaced()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);
        Clock.Advance(TimeSpan.FromDays(30));
        await Catalog.PutAsync(Store, [Teapot() with { Price = 12 }], Cancellation);
        var kept = await PricesAt(0);
        Clock.Advance(TimeSpan.FromTicks(1));
        await Catalog.PutAsync(Store, [Teapot() with { Price = 15 }], Cancellation);

        Assert.Equal([], kept);
        Assert.Null(await PricesAt(0));
        Assert.Equal(["9"], await PricesAt(1));
    }

    [Fact]
    public async Task Tells_what_has_become_of_the_products_that_changed_after_a_version()
    {
        var (cup, jug, mug) = (Teapot() with { Id = new("cup") }, Teapot() with { Id = new("jug") }, Teapot() with { Id = new("mug") });
        await Create();
        await Catalog.PutAsync(Store, [Teapot(), cup, jug], Cancellation);
        await Catalog.PutAsync(Store, [Teapot() with { Price = 12 }], Cancellation);
        await Catalog.RemoveAsync(Store, [cup.Id], Cancellation);
        await Catalog.PutAsync(Store, [mug], Cancellation);
        await Catalog.RemoveAsync(Store, [mug.Id], Cancellation);
        await Catalog.PutAsync(Store, [cup with { Price = 3 }], Cancellation);
        await Catalog.PutSettingsAsync(Store, Hiding("price > 3"), expectedVersion: null, Cancellation);

        var first = await Catalog.LoadChangesAsync(Store, 1, Cancellation);
        var fourth = await Catalog.LoadChangesAsync(Store, 4, Cancellation);
        var last = await Catalog.LoadChangesAsync(Store, 7, Cancellation);

        Assert.Equal([cup with { Price = 3 }, Teapot() with { Price = 12 }], first!.Put.OrderBy(product => product.Price));
        Assert.Equal((7, mug.Id, 1), (first.Version, Assert.Single(first.Removed), first.Settings.Version));
        Assert.Equal((cup.Id, mug.Id), (Assert.Single(fourth!.Put).Id, Assert.Single(fourth.Removed)));
        Assert.Equal((7, 0, 0), (last!.Version, last.Put.Count, last.Removed.Count));
    }

    [Fact]
    public async Task Tells_no_changes_after_a_version_that_is_forgotten_or_never_was()
    {
        await Create();
        await Catalog.PutAsync(Store, [Teapot()], Cancellation);
        Clock.Advance(TimeSpan.FromDays(30) + TimeSpan.FromTicks(1));
        await Catalog.PutAsync(Store, [Teapot() with { Price = 12 }], Cancellation);

        Assert.Null(await Catalog.LoadChangesAsync(Store, 0, Cancellation));
        Assert.Single((await Catalog.LoadChangesAsync(Store, 1, Cancellation))!.Put);
        Assert.Null(await Catalog.LoadChangesAsync(Store, 3, Cancellation));
        Assert.Null(await Catalog.LoadChangesAsync(OtherStore, 0, Cancellation));
    }

    private async Task<IEnumerable<string>?> PricesAt(long version) =>
        (await Catalog.FindProductsAsync(Store, version, Cancellation))?
            .OrderByDescending(product => product.Price)
            .Select(product => product.Price.ToString("0.##", CultureInfo.InvariantCulture));

    private static StoreSettings Hiding(string when) => new() { Hide = [new("rule", when)] };

    private Task Create() => Catalog.CreateStoreAsync(Store, Cancellation);

    private static Product Teapot() => new() { Id = new("teapot"), Title = "Teapot", Category = "Kitchen", Price = 9m };
}
