namespace SmartRetail.Remote;

public sealed partial class RemoteStore
{
    /// <summary>Lets what an anonymous customer did count for the known one.</summary>
    public Task<Merge> MergeAsync(string customer, string anonymous, CancellationToken cancellationToken = default) =>
        PostAsync<Merge>(Query.Path("customers", customer, "merge"), new { from = anonymous }, cancellationToken);

    /// <summary>Undoes a merge, within a day.</summary>
    public Task<Merge> UndoMergeAsync(string customer, string anonymous, CancellationToken cancellationToken = default) =>
        DeleteAsync<Merge>(Query.With(Query.Path("customers", customer, "merge"), ("from", anonymous)), cancellationToken);

    /// <summary>Returns what a page speaks for a known customer with, beside the public key that it carries.</summary>
    public Task<CustomerToken> WriteTokenAsync(string customer, CancellationToken cancellationToken = default) =>
        PostAsync<CustomerToken>(Query.Path("customers", customer, "token"), body: null, cancellationToken);

    public Task<Consent> GetConsentAsync(string customer, CancellationToken cancellationToken = default) =>
        GetAsync<Consent>(Query.Path("customers", customer, "consent"), cancellationToken);

    /// <summary>Returns when no list for the customer is made against it any more.</summary>
    public Task<Consent> ChangeConsentAsync(
        string customer, bool personalise, bool train, CancellationToken cancellationToken = default) =>
        PutAsync<Consent>(Query.Path("customers", customer, "consent"), new { personalise, train }, cancellationToken);

    /// <summary>
    /// Writes all that is stored of a customer, as JSON, while it comes. The deadline is for its begin; what is lost in the middle
    /// is not asked for again, since a part is written.
    /// </summary>
    public async Task ExportAsync(string customer, Stream to, CancellationToken cancellationToken = default)
    {
        using var answer = await _transport.SendAsync(
            new(HttpMethod.Get, $"{_store}/{Query.Path("customers", customer, "export")}"),
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken);
        await answer.Content.CopyToAsync(to, cancellationToken);
    }

    /// <summary>Erases all that is stored of a customer, and returns the receipt.</summary>
    public Task<Erasure> EraseAsync(string customer, CancellationToken cancellationToken = default) =>
        DeleteAsync<Erasure>(Query.Path("customers", customer), cancellationToken);
}
