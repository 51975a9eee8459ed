using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace SmartRetail.UnitTests.Api;

/// <summary>
/// Who may call what, as one table to read. It is held against the endpoints that there are, and each of them is called with
/// every scope, for the own and for another store: nothing is allowed that is not stated.
/// </summary>
public sealed class AuthorizationMatrixTests(ApiServer server) : IClassFixture<ApiServer>
{
    // The endpoint; the one scope that opens it; whether a key for its store is enough, or it must be one for all stores.
    private const string Table =
        """
        RecordInteractions    record     store
        MergeCustomer         record     store
        UndoMerge             record     store
        Recommend             recommend  store
        GetPage               recommend  store
        Rank                  recommend  store
        Explain               recommend  store
        Recall                recommend  store
        ListRecentlyViewed    recommend  store
        ListBuyAgain          recommend  store
        ListSimilar           recommend  store
        ListBoughtTogether    recommend  store
        CompleteBasket        recommend  store
        ListPopular           recommend  store
        ListTrending          recommend  store
        ListProducts          recommend  store
        GetProduct            recommend  store
        ListCategories        recommend  store
        WriteCustomerToken    recommend  store
        PutProduct            catalog    store
        PutProducts           catalog    store
        ChangeProduct         catalog    store
        ChangeProducts        catalog    store
        RemoveProduct         catalog    store
        RemoveProducts        catalog    store
        ImportProducts        catalog    store
        ImportInteractions    record     store
        GetImport             operate    store
        ListRefusedRows       operate    store
        StartTrainingRun      train      store
        ListTrainingRuns      train      store
        GetTrainingRun        train      store
        FollowTrainingRun     train      store
        CancelTrainingRun     train      store
        ListModels            train      store
        ListModelHistory      train      store
        ImportModel           operate    store
        RewrapModels          operate    store
        ActivateModel         operate    store
        StartShadow           operate    store
        GetShadow             train      store
        StopShadow            operate    store
        GetSettings           operate    store
        PutSettings           operate    store
        GetAttribution        operate    store
        GetProfile            privacy    store
        GetConsent            privacy    store
        ChangeConsent         privacy    store
        ExportCustomer        privacy    store
        EraseCustomer         privacy    store
        CheckErasure          privacy    store
        GetCluster            operate    all
        ListStores            operate    all
        MakeStore             operate    all
        ListKeys              operate    all
        CreateKey             operate    all
        RotateKey             operate    all
        RevokeKey             operate    all
        ReadAudit             operate    all
        VerifyAudit           operate    all
        """;

    private static readonly string[] Holders = ["shop", "other", ApiKeyGrant.AllStores];

    private static IEnumerable<Rule> Rules => Table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(words => new Rule(words[0], ScopeNames.Find(words[1])!.Value, words[2] == "all"));

    [Fact]
    public void The_table_states_every_endpoint_and_no_other() =>
        Assert.Equal(Endpoints().Keys.Order(StringComparer.Ordinal), Rules.Select(rule => rule.Endpoint).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Every_endpoint_opens_to_what_the_table_states_and_to_nothing_else()
    {
        var endpoints = Endpoints();

        var calls =
            from rule in Rules
            from scope in Enum.GetValues<Scope>()
            from holder in Holders
            select (Rule: rule, Scope: scope, Holder: holder);
        var wrong = new StringBuilder();
        foreach (var (rule, scope, holder) in calls)
        {
            var answer = await Ask(endpoints[rule.Endpoint], ApiServer.KeyOf(holder, scope));
            var isOpen = answer.Status is not (401 or 403);
            if (isOpen != rule.Opens(scope, holder))
            {
                wrong.AppendLine(CultureInfo.InvariantCulture, $"{rule.Endpoint} with {scope.ToText()} for {holder}: {answer.Status}");
            }
        }

        Assert.Empty(wrong.ToString());
    }

    private Dictionary<string, RouteEndpoint> Endpoints() => server.Endpoints
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal))
        .ToDictionary(endpoint => endpoint.Metadata.GetRequiredMetadata<EndpointNameMetadata>().EndpointName);

    // Bodies are empty and ids unknown: what is asked is only whether the door opens.
    private Task<ApiAnswer> Ask(RouteEndpoint route, string key)
    {
        var method = route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single();
        var path = string.Join('/', route.RoutePattern.PathSegments.Select(segment => ValueOf(segment.Parts[0])));
        return server.Send(method, "/" + path, method is "POST" or "PUT" or "PATCH" ? "{}" : null, key);
    }

    private static string ValueOf(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart { Name: "store" } => "shop",
        RoutePatternParameterPart { Name: "version" } => "1",
        RoutePatternParameterPart => "x",
        _ => ((RoutePatternLiteralPart)part).Content,
    };

    private sealed record Rule(string Endpoint, Scope Scope, bool IsOfAllStores)
    {
        public bool Opens(Scope scope, string holder) =>
            scope == Scope && (holder == ApiKeyGrant.AllStores || (holder == "shop" && !IsOfAllStores));
    }
}
