using System.Security.Cryptography;
using SmartRetail.Storage.Models.Protection;
using SmartRetail.Storage.Sealing;

namespace SmartRetail.UnitTests.Storage.Sealing;

public sealed class CustomerKeyTests
{
    private static readonly KeyOwner Anna = new("shop", "anna");
    private static readonly RowPlace Place = RowPlace.Interaction(Anna, "e-1");
    private static readonly byte[] Fields = [1, 2, 3];

    private readonly CustomerKey _key = CustomerKey.Create();

    [Fact]
    public void Opens_what_it_has_sealed_and_knows_it_by_its_id()
    {
        var sealedBytes = _key.Seal(Place, Fields);

        Assert.Equal(Fields, _key.Open(Place, sealedBytes));
        Assert.Equal(CustomerKey.Overhead + Fields.Length, sealedBytes.Length);
        Assert.True(_key.HasSealed(sealedBytes));
        Assert.False(CustomerKey.Create().HasSealed(sealedBytes));
    }

    [Fact]
    public void The_same_fields_never_look_the_same() =>
        Assert.NotEqual(_key.Seal(Place, Fields), _key.Seal(Place, Fields));

    [Theory]
    [InlineData("interaction", "shop", "anna", "e-2")]
    [InlineData("interaction", "shop", "berta", "e-1")]
    [InlineData("interaction", "another", "anna", "e-1")]
    [InlineData("impression", "shop", "anna", "e-1")]
    [InlineData("interaction", "shop", "annae", "-1")]
    [InlineData("interaction", "shopa", "nna", "e-1")]
    public void What_is_moved_to_another_place_does_not_open(string table, string store, string customer, string row) =>
        Assert.ThrowsAny<CryptographicException>(
            () => _key.Open(new(table, new(store, customer), row), _key.Seal(Place, Fields)));

    [Fact]
    public void No_part_of_a_place_passes_for_the_end_of_another() =>
        Assert.ThrowsAny<CryptographicException>(() => _key.Open(
            RowPlace.Interaction(new("shop", "anna\0\0\0\0x"), "y"),
            _key.Seal(RowPlace.Interaction(Anna, "x\0\0\0\0y"), Fields)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(21)]
    [InlineData(39)]
    public void What_is_changed_in_any_part_does_not_open(int at)
    {
        var sealedBytes = _key.Seal(Place, Fields);

        sealedBytes[at] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => _key.Open(Place, sealedBytes));
    }

    [Fact]
    public void What_is_cut_short_does_not_open() =>
        Assert.ThrowsAny<CryptographicException>(() => _key.Open(Place, new byte[CustomerKey.Overhead - 1]));

    [Fact]
    public void A_wrapped_key_opens_with_its_master_for_its_customer_alone()
    {
        var (master, other) = (NewMaster(), NewMaster());
        var stored = StoredCustomerKey.Wrap(master, Anna, _key);

        Assert.Equal(_key.Secret, stored.Unwrap(master, Anna).Secret);
        Assert.ThrowsAny<CryptographicException>(() => stored.Unwrap(other, Anna));
        Assert.ThrowsAny<CryptographicException>(() => stored.Unwrap(master, new("shop", "berta")));
        Assert.ThrowsAny<CryptographicException>(() => (stored with { Id = CustomerKey.Create().Id }).Unwrap(master, Anna));
    }

    private static StoredKey NewMaster()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return StoredKey.Of(key, key, DateTimeOffset.UnixEpoch);
    }
}
