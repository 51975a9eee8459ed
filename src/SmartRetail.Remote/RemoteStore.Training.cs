namespace SmartRetail.Remote;

public sealed partial class RemoteStore
{
    /// <summary>Starts a training run and returns its id. Not sent again when its answer is lost: a run may have begun.</summary>
    public async Task<string> StartTrainingRunAsync(
        string? architecture = null, int? seed = null, int? epochs = null, CancellationToken cancellationToken = default) =>
        (await PostAsync<StartedRun>("training-runs", new { architecture, seed, epochs }, cancellationToken, isIdempotent: false)).Run;

    public Task<TrainingRun> GetTrainingRunAsync(string run, CancellationToken cancellationToken = default) =>
        GetAsync<TrainingRun>(Query.Path("training-runs", run), cancellationToken);

    /// <summary>Returns the newest runs, newest first.</summary>
    public async Task<IReadOnlyList<TrainingRun>> ListTrainingRunsAsync(CancellationToken cancellationToken = default) =>
        (await GetAsync<TrainingRuns>("training-runs", cancellationToken)).Runs;

    /// <summary>Cancels a run; one that has ended is refused as training-run-has-ended.</summary>
    public async Task CancelTrainingRunAsync(string run, CancellationToken cancellationToken = default)
    {
        using var answer = await _transport.SendAsync(
            new(HttpMethod.Delete, $"{_store}/{Query.Path("training-runs", run)}", IsIdempotent: false),
            HttpCompletionOption.ResponseContentRead,
            cancellationToken);
    }

    /// <summary>Returns the published models, newest first, and which one ranks.</summary>
    public Task<ModelList> ListModelsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<ModelList>("models", cancellationToken);

    /// <summary>Makes a published model the one that ranks; returns when every silo ranks with it.</summary>
    public async Task<int> ActivateModelAsync(int version, CancellationToken cancellationToken = default) =>
        (await PostAsync<ActiveModel>(
            Query.Path("models", version.ToString(System.Globalization.CultureInfo.InvariantCulture), "activate"),
            body: null,
            cancellationToken)).Active;

    /// <summary>Has every serving silo rank a share of the personal lists with a candidate too, seen by nobody.</summary>
    /// <param name="share">Of the lists, from 0.001 to 1.</param>
    /// <param name="minutes">How long, from 1 to 10,080; null: an hour.</param>
    public Task<Shadow> StartShadowAsync(
        int version, double share, double? minutes = null, CancellationToken cancellationToken = default) =>
        PutAsync<Shadow>(ShadowOf(version), new { share, minutes }, cancellationToken);

    /// <summary>Returns how the candidate's lists compare with those of the active model, or did when it ended.</summary>
    public Task<Shadow> GetShadowAsync(int version, CancellationToken cancellationToken = default) =>
        GetAsync<Shadow>(ShadowOf(version), cancellationToken);

    /// <summary>Ends the comparison; returns its last figures.</summary>
    public Task<Shadow> StopShadowAsync(int version, CancellationToken cancellationToken = default) =>
        DeleteAsync<Shadow>(ShadowOf(version), cancellationToken);

    private static string ShadowOf(int version) =>
        Query.Path("models", version.ToString(System.Globalization.CultureInfo.InvariantCulture), "shadow");
}
