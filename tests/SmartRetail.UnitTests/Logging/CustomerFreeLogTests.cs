using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Customers;
using SmartRetail.Hosting.Logging;
using SmartRetail.Hosting.Telemetry;

namespace SmartRetail.UnitTests.Logging;

/// <summary>What a process says of a customer's grains names no customer.</summary>
public sealed class CustomerFreeLogTests
{
    [Theory]
    [InlineData("c-1")]
    [InlineData("anna@mail.example")]
    [InlineData("Anna Maria [1], (a;b)")]
    [InlineData("a\u00a0\u2003b")]
    [InlineData("100%25")]
    [InlineData("a/b/c")]
    [InlineData("->x")]
    public void The_key_of_a_grain_is_hidden_to_its_end_and_read_back(string customer)
    {
        var key = RetailGrains.CustomerKey(new("shop"), new(customer));

        var hidden = CustomerText.Hide($"Request [S1 customer/{key}@ab12]->[S2 recommendation/{key}] #4");

        Assert.Matches(@"^Request \[S1 customer/shop/#[0-9a-f]{8}\]->\[S2 recommendation/shop/#[0-9a-f]{8}\] #4$", hidden);
        Assert.Equal((new StoreId("shop"), new CustomerId(customer)), RetailGrains.ReadCustomerKey(key));
    }

    [Fact]
    public void One_customer_has_one_hash() => Assert.Equal(
        CustomerText.Hide("customer/shop/anna").Split('/')[^1], CustomerText.Hide("recommendation/shop/anna").Split('/')[^1]);

    [Theory]
    [InlineData("GET /v1/stores/shop/customers/anna/profile failed")]
    [InlineData("a call of SmartRetail.Contracts.Customers.ICustomerGrain.Merge(anna, (1)) did not end")]
    public void A_path_and_what_a_call_carries_are_hidden(string text) =>
        Assert.DoesNotContain("anna", CustomerText.Hide(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("anna")]
    [InlineData("anna }")]
    [InlineData("an\nna")]
    public void What_a_record_carries_is_hidden(string customer)
    {
        var answer = new BuyAgainList(new(customer), 7, 1, []);

        var hidden = CustomerText.Hide($"Dropping expired message Response [S1 a/b]->[ sys.client/d9] {answer} #13D9 at phase Send");

        Assert.Equal("Dropping expired message Response [S1 a/b]->[ sys.client/d9] BuyAgainList { … } #13D9 at phase Send", hidden);
    }

    [Theory]
    [InlineData("Store shop: deleted 3 interactions of 2 customers for their age (in 3 s)")]
    [InlineData("The grain model-trainer/shop is deactivated")]
    public void Other_text_stays(string text) => Assert.Equal(text, CustomerText.Hide(text));

    [Fact]
    public void Message_values_and_exceptions_of_an_entry_name_nobody()
    {
        var written = new WrittenEntries();
        using var provider = written.WithoutCustomers();
        var logger = provider.CreateLogger("Orleans");

        using (logger.BeginScope("/v1/stores/shop/customers/anna"))
        {
            logger.Log(
                LogLevel.Warning,
                default,
                new Dictionary<string, object?> { ["Grain"] = GrainId.Create("customer", "shop/anna") }.ToArray(),
                new TimeoutException("no answer of customer/shop/anna"),
                (values, error) => $"{values[0].Value}: {error!.Message}");
        }

        var text = Assert.Single(written.Texts);
        Assert.Contains("customer/shop/#", text, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_names_nobody()
    {
        using var activity = new Activity("GET");
        activity.SetTag("url.path", "/v1/stores/shop/customers/anna");
        activity.SetTag("rpc.orleans.target_id", "customer/shop/anna");

        new CustomerFreeTraces().OnEnd(activity);

        Assert.All(activity.Tags, tag => Assert.DoesNotContain("anna", tag.Value, StringComparison.Ordinal));
        Assert.Equal(2, activity.Tags.Count());
    }

    private sealed class WrittenEntries : ILoggerProvider, ILogger
    {
        public List<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Texts.Add($"{state}");
            return null;
        }

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Texts.Add($"{formatter(state, exception)} {string.Join(',', (IEnumerable<KeyValuePair<string, object?>>)state!)} {exception}");

        public void Dispose()
        {
            // It holds nothing but text.
        }
    }
}
