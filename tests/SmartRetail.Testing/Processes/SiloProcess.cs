using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using SmartRetail.Testing.Logs;

namespace SmartRetail.Testing.Processes;

/// <summary>
/// The real executable with its options, on free ports of loopback. Disposing it kills it; what it has written is kept
/// for the message of a test that fails, and then searched for what no log may hold.
/// </summary>
public sealed class SiloProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly ReservedPort _port = new();
    private readonly Process _process;
    private readonly UsedPlaces _places;
    private bool _isDisposed;

    /// <param name="key">The API key that a web process accepts: a development key.</param>
    /// <param name="variables">Of the process' environment, beyond this one's.</param>
    /// <param name="place">Where it runs, and listens.</param>
    internal SiloProcess(
        string key, IReadOnlyDictionary<string, string> variables, ProcessPlace place, params string[] options)
    {
        _places = new(UsedTexts.Secret(key), variables, options);
        Address = new($"http://{place.Address}:{_port.Number}");
        Api = new(new InternalErrorHandler(() => _output)) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        Api.DefaultRequestHeaders.Authorization = new("Bearer", key);
        string[] command = [.. place.Launcher, BuildTree.Silo];
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] arguments =
            [.. command.Skip(1), "--urls", Address.ToString().TrimEnd('/'), "--development-key", key, .. options];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Presents the key; health needs none.</summary>
    public HttpClient Api { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => string.Join('\n', _output);

    /// <summary>The files in the process' memory: its code, managed and native.</summary>
    public IReadOnlyList<string> MappedFiles => ProcessTree.MappedFiles(Id);

    /// <summary>Returns when the process says that it is ready.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (await ReadHealthAsync(cancellationToken) is not { Status: not "Unhealthy" })
        {
            if (HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                throw new InvalidOperationException($"The process is not ready. It wrote:\n{Output}");
            }

            await Task.Delay(Beat, cancellationToken);
        }
    }

    /// <summary>What the process says of itself at /health/ready; null while it does not answer.</summary>
    public async Task<HealthAnswer?> ReadHealthAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var answer = await Api.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
            return await answer.Content.ReadFromJsonAsync<HealthAnswer>(cancellationToken);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Asks the process to end, and returns its exit code when it has.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken = default)
    {
        Signal.Terminate.SendTo(Id);
        return await WaitForExitAsync(cancellationToken);
    }

    /// <summary>Returns the exit code when the process has ended.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends the process at once, as a crash does; returns when it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Pause() => Signal.Pause.SendTo(Id);

    public void Resume() => Signal.Resume.SendTo(Id);

    /// <exception cref="LeakException">
    /// The process has written a secret, or who a customer is, and no test runs that would tell of it when it ends.
    /// </exception>
    public async ValueTask DisposeAsync()
    {
        // A test may have done so before its cluster does.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!HasExited)
        {
            await KillAsync();
        }

        Api.Dispose();
        _process.Dispose();
        _port.Dispose();
        await _places.NoteAsync();
        LogSearch.Require($"{_places}", _output);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}

/// <summary>The answer of /health/ready.</summary>
public sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
