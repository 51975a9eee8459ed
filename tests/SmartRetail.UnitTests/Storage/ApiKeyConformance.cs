namespace SmartRetail.UnitTests.Storage;

public abstract class ApiKeyConformance(IStorageFixture database) : StorageConformance(database)
{
    private readonly ApiKeySecret _secret = ApiKeySecret.Create();

    [Fact]
    public async Task Keeps_what_a_key_opens_and_its_hash_alone()
    {
        var key = Key() with { Grant = Grant() with { Origins = ["https://shop.example"], RequestsPerMinute = 60, MaxConcurrent = 4 } };

        await Storage.ApiKeys.AddAsync(key, Cancellation);

        var kept = Assert.Single((await List()).Keys);
        Assert.Equal(key.Grant.Stores, kept.Grant.Stores);
        Assert.Equal(key.Grant.Scopes, kept.Grant.Scopes);
        Assert.Equal(key.Grant.Origins, kept.Grant.Origins);
        Assert.Equal((60, 4, key.Grant.ExpiresAt), (kept.Grant.RequestsPerMinute, kept.Grant.MaxConcurrent, kept.Grant.ExpiresAt));
        Assert.Equal((key.Id, key.Sha256, key.By, key.CreatedAt), (kept.Id, kept.Sha256, kept.By, kept.CreatedAt));
    }

    [Fact]
    public async Task Raises_the_version_with_every_change()
    {
        var empty = await Storage.ApiKeys.GetVersionAsync(Cancellation);
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);
        var added = await Storage.ApiKeys.GetVersionAsync(Cancellation);
        await Storage.ApiKeys.RevokeAsync(_secret.Id, "operator", Cancellation);

        Assert.Equal((0, 1, 2), (empty, added, (await List()).Version));
    }

    [Fact]
    public async Task Adds_a_key_once()
    {
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);
        await Storage.ApiKeys.AddAsync(Key() with { By = "somebody else" }, Cancellation);

        Assert.Equal("operator", Assert.Single((await List()).Keys).By);
        Assert.Equal(1, (await List()).Version);
    }

    [Fact]
    public async Task Revokes_a_key_now_and_stays_with_the_first_time()
    {
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);

        var isThere = await Storage.ApiKeys.RevokeAsync(_secret.Id, "operator", Cancellation);
        Clock.Advance(TimeSpan.FromHours(1));
        await Storage.ApiKeys.RevokeAsync(_secret.Id, "operator", Cancellation);

        Assert.True(isThere);
        Assert.Equal(Clock.GetUtcNow().AddHours(-1), Assert.Single((await List()).Keys).RevokedAt);
    }

    [Fact]
    public async Task Revokes_nothing_under_an_unknown_id() =>
        Assert.False(await Storage.ApiKeys.RevokeAsync(new("none"), "operator", Cancellation));

    [Fact]
    public async Task Replaces_a_key_which_ends_after_the_overlap()
    {
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);
        var end = Clock.GetUtcNow().AddHours(1);

        var isDone = await Storage.ApiKeys.ReplaceAsync(Successor(), end, Cancellation);

        var keys = (await List()).Keys;
        Assert.True(isDone);
        Assert.Equal(end, keys.Single(key => key.Id == _secret.Id).Grant.ExpiresAt);
        Assert.Equal(_secret.Id, keys.Single(key => key.Id != _secret.Id).Replaces);
    }

    [Fact]
    public async Task A_replaced_key_does_not_live_longer_by_it()
    {
        var soon = Clock.GetUtcNow().AddMinutes(1);
        await Storage.ApiKeys.AddAsync(Key() with { Grant = Grant() with { ExpiresAt = soon } }, Cancellation);

        await Storage.ApiKeys.ReplaceAsync(Successor(), Clock.GetUtcNow().AddHours(1), Cancellation);

        Assert.Equal(soon, (await List()).Find(_secret.Id)!.Grant.ExpiresAt);
    }

    [Fact]
    public async Task Replaces_no_key_that_is_over()
    {
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);
        await Storage.ApiKeys.RevokeAsync(_secret.Id, "operator", Cancellation);

        var isDone = await Storage.ApiKeys.ReplaceAsync(Successor(), Clock.GetUtcNow().AddHours(1), Cancellation);

        Assert.False(isDone);
        Assert.Single((await List()).Keys);
    }

    [Fact]
    public async Task Notes_a_use_without_a_new_version()
    {
        await Storage.ApiKeys.AddAsync(Key(), Cancellation);
        var before = await Storage.ApiKeys.GetVersionAsync(Cancellation);

        await Storage.ApiKeys.NoteUseAsync([_secret.Id], Cancellation);

        Assert.Equal(before, await Storage.ApiKeys.GetVersionAsync(Cancellation));
        Assert.Equal(Clock.GetUtcNow(), (await List()).Find(_secret.Id)!.LastUsedAt);
    }

    private Task<ApiKeyList> List() => Storage.ApiKeys.ListAsync(Cancellation);

    private ApiKeyGrant Grant() =>
        new("frontend", ["shop"], [Scope.Record, Scope.Recommend], [], ExpiresAt: Clock.GetUtcNow().AddDays(90));

    private KeptApiKey Key() => new(_secret.Id, _secret.Sha256, Grant(), Clock.GetUtcNow(), "operator");

    private KeptApiKey Successor()
    {
        var secret = ApiKeySecret.Create();
        return Key() with { Id = secret.Id, Sha256 = secret.Sha256, Replaces = _secret.Id };
    }
}
