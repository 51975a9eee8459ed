using SmartRetail.Testing.Logs;

namespace SmartRetail.UnitTests.Logging;

/// <summary>The search by which the tests of processes find what a log must not hold.</summary>
public sealed class LogSearchTests
{
    private static readonly string Secret = UsedTexts.Secret(Guid.NewGuid().ToString("N"));
    private static readonly string Customer = $"searched-{Guid.NewGuid():N}";

    public LogSearchTests()
    {
        UsedTexts.Customer(Customer);
        UsedTexts.Customer("17");
        UsedTexts.Customer("views");
    }

    public static TheoryData<string> Leaks =>
    [
        $"refused the key {Secret}",
        $"error at {Customer}: none",
        $"store tests refused {Customer}",
        "Exception of customer/tests/17@4f",
        "recommendation/tests/17",
        "no customer 17",
        "{\"customer\":\"17\"}",
        "GET /v1/stores/tests/customers/17/profile",
        "customer=views",
    ];

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_line_that_names_one_is_found(string line) => Assert.Single(LogSearch.Find(["started", line]));

    [Theory]
    [InlineData("17 customers in 17 ms, 4 views")]
    [InlineData("customer/tests/#17ab90cd")]
    [InlineData("customer 171")]
    public void Another_line_is_not(string line) => Assert.Empty(LogSearch.Find([line]));

    [Fact]
    public void A_store_of_the_same_name_is_none() => Assert.Empty(LogSearch.Find([$"Loaded store {Customer}: 0 products"]));

    [Fact]
    public void The_line_that_shows_the_key_of_a_development_is_meant_to() =>
        Assert.Empty(LogSearch.Find([$"  Key        {Secret} (every scope, Development only)"]));

    [Fact]
    public void A_secret_that_could_be_any_word_is_refused() =>
        Assert.Throws<ArgumentException>(() => UsedTexts.Secret("key"));
}
