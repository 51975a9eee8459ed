namespace SmartRetail.LoadTests.Calls;

/// <summary>What a shopper's frontend asks of the store.</summary>
internal enum CallKind
{
    Recommend,
    Similar,
    BoughtTogether,
    Popular,
    Search,
    Record,
    Merge,
}

internal static class CallKinds
{
    public static readonly int Count = Enum.GetValues<CallKind>().Length;

    extension(CallKind kind)
    {
        /// <summary>Whether it changes something, and is durable when it is answered.</summary>
        public bool IsWrite => kind is CallKind.Record or CallKind.Merge;

        /// <summary>Whether it asks for a list of products that the platform chooses.</summary>
        public bool IsRecommendation =>
            kind is CallKind.Recommend or CallKind.Similar or CallKind.BoughtTogether or CallKind.Popular;
    }
}
