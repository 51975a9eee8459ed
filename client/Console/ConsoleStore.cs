using Microsoft.Extensions.Options;
using SmartRetail.Contracts;

namespace SmartRetail.Client.Console;

/// <summary>The store that one operator's pages are about.</summary>
internal sealed class ConsoleStore(IOptions<RetailClientOptions> options)
{
    public event Action? Changed;

    public StoreId Selected { get; private set; } = new(options.Value.ShopStore);

    public void Select(StoreId store)
    {
        Selected = store;
        Changed?.Invoke();
    }
}
