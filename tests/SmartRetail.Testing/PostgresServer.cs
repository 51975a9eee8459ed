using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace SmartRetail.Testing;

/// <summary>
/// A PostgreSQL server of our own, made of the installed binaries in a temporary folder, with a socket there and no
/// port. It stops with this object, and by itself when this process dies.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    // Ends the server when standard input ends, which is when whoever started it is gone; ends when the server does.
    private const string Watch =
        """
        exec 3<&0
        "$@" & server=$!
        { read -r _ <&3; kill -QUIT $server; } & watch=$!
        wait $server
        kill $watch
        """;

    private const string User = "retail";

    // A server that was killed replays its log first, and a busy disk may take a minute for what fits into the limit below.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder;
    private readonly string[] _settings;
    private readonly StringBuilder _log = new();
    private Process? _process;
    private int _databases;

    private PostgresServer(string folder, string[] settings)
    {
        _folder = folder;
        _settings = settings;
    }

    /// <summary>A server that loses everything when the machine crashes and is fast: for what it answers.</summary>
    public static Task<PostgresServer> StartAsync() => StartAsync(["-c", "fsync=off", "-c", "full_page_writes=off"]);

    /// <summary>A server with everything on the disk that it should have there: for crashes and measurements.</summary>
    public static Task<PostgresServer> StartDurableAsync() =>
        StartAsync(["-c", "fsync=on", "-c", "max_wal_size=256MB"]);

    /// <summary>Makes an empty database and returns how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"retail_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionTo("postgres"), $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>Runs statements on a connection of their own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Ends the server and all its processes in the middle of what they do.</summary>
    public async Task KillAsync()
    {
        // Not the shell that started it: a dead process that its parent has not waited for counts as running.
        var pid = File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).First();
        using (var postmaster = Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture)))
        {
            postmaster.Kill(entireProcessTree: true);
        }

        await _process!.WaitForExitAsync();
        _process.Dispose();
        _process = null;

        // An orphan that nobody has reaped yet looks alive to the next server, which would refuse to start beside it.
        File.Delete(Path.Combine(DataFolder, "postmaster.pid"));
    }

    /// <summary>Starts the server on what it has on the disk; returns when it answers.</summary>
    public async Task RestartAsync()
    {
        _process = Process.Start(OwnCommand(
            "sh",
            [
                "-c", Watch, "sh", Path.Combine(PostgresBinaries.Folder, "postgres"), "-D", DataFolder,
                "-c", "listen_addresses=", "-c", $"unix_socket_directories={_folder}", "-c", "max_connections=200",
                "-c", "logging_collector=off", .. _settings,
            ]))!;
        _process.ErrorDataReceived += (_, line) => _log.AppendLine(line.Data);
        _process.BeginErrorReadLine();
        await WaitUntilItAnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<PostgresServer> StartAsync(string[] settings)
    {
        // Short, because a socket's whole path has to fit in 107 bytes.
        var server = new PostgresServer(Directory.CreateTempSubdirectory("retail-pg-").FullName, settings);
        if (PostgresBinaries.Account is { } account)
        {
            await RunAsync(new("chown") { ArgumentList = { account, server._folder } });
        }

        await RunAsync(OwnCommand(
            Path.Combine(PostgresBinaries.Folder, "initdb"),
            [
                "-D", server.DataFolder, "--no-sync", "--auth=trust", $"--username={User}", "--encoding=UTF8", "--locale=C",
            ]));
        await server.RestartAsync();
        return server;
    }

    /// <summary>Tables and indexes of all databases, without the log of what was written.</summary>
    public string TableFolder => Path.Combine(DataFolder, "base");

    /// <summary>The process that all of the server's descend from.</summary>
    public int Id => _process!.Id;

    private string DataFolder => Path.Combine(_folder, "data");

    private string ConnectionTo(string database) => $"Host={_folder};Username={User};Database={database}";

    private async Task WaitUntilItAnswersAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteAsync(ConnectionTo("postgres"), "SELECT 1");
                return;
            }
            catch (NpgsqlException error)
            {
                if (watch.Elapsed > StartLimit || _process!.HasExited)
                {
                    throw new InvalidOperationException($"The server does not answer; it says: {_log}", error);
                }

                // Each refused attempt costs the server a process while it has better things to do.
                await Task.Delay(100);
            }
        }
    }

    /// <summary>A command as the user that the server runs as: it refuses to be root.</summary>
    private static ProcessStartInfo OwnCommand(string program, string[] arguments)
    {
        string[] words = PostgresBinaries.Account is { } account
            ? ["setpriv", $"--reuid={account}", $"--regid={PostgresBinaries.Group(account)}", "--clear-groups", program]
            : [program];
        var start = new ProcessStartInfo(words[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var word in words.Skip(1).Concat(arguments))
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} ended with code {process.ExitCode}: {errors}");
        }
    }
}
