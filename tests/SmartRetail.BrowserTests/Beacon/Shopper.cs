using System.Text.Json;
using System.Text.Json.Nodes;

namespace SmartRetail.BrowserTests.Beacon;

/// <summary>Somebody at a retailer's site, as their browser and the product know them.</summary>
internal static class Shopper
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static float Milliseconds => (float)Patience.TotalMilliseconds;

    extension(Tab tab)
    {
        public ILocator Slot(string list) => tab.Page.Locator($"[data-recommendations={list}] > :not(template)");

        /// <summary>Returns when the list is there. The machine may have much to do; how long it takes is not what is tested.</summary>
        public Task ExpectItemsAsync(string list, int count) =>
            Expect(tab.Slot(list)).ToHaveCountAsync(count, new() { Timeout = Milliseconds });

        /// <summary>What is kept in the browser; null when nothing is.</summary>
        public async Task<JsonNode?> ReadStorageAsync() =>
            await tab.Page.EvaluateAsync<string?>("localStorage.getItem('smart-retail:sample')") is { } text ? JsonNode.Parse(text) : null;

        public async Task<string> ReadIdAsync() => (string)(await tab.ReadStorageAsync())!["id"]!;

        /// <summary>Returns when nothing waits to be sent.</summary>
        public Task SettleAsync() => tab.Page.WaitForFunctionAsync(
            "JSON.parse(localStorage.getItem('smart-retail:sample')).queue.length === 0", null, new() { Timeout = Milliseconds });
    }

    extension(RunningShop shop)
    {
        /// <summary>Puts a page that has the beacon, and what is given in its body.</summary>
        public string Put(string page, string body, string attributes = "", string? src = null) => shop.Site.Put(page, $$"""
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><title>A page</title><link rel="icon" href="data:,">
            <script async src="{{src ?? shop.Address + "beacon.js"}}" data-store="sample" data-key="{{BeaconGuide.Key}}" {{attributes}}></script></head>
            <body>{{body}}</body>
            </html>
            """);

        /// <summary>What the product knows of a customer's interactions, oldest first.</summary>
        public async Task<IReadOnlyList<JsonNode>> ReadInteractionsAsync(string customer)
        {
            var text = await shop.Api.GetStringAsync(
                new Uri($"v1/stores/sample/customers/{customer}/export", UriKind.Relative), TestContext.Current.CancellationToken);
            return [.. JsonNode.Parse(text)!["interactions"]!.AsArray().Select(one => one!)];
        }

        /// <summary>The kinds of a customer's interactions, once there are as many as were meant.</summary>
        public async Task<string[]> ReadKindsAsync(string customer, int count)
        {
            var recorded = await Eventually.Get(() => shop.ReadInteractionsAsync(customer), found => found.Count >= count, Patience);
            return [.. recorded.Select(one => (string)one["kind"]!)];
        }
    }
}
