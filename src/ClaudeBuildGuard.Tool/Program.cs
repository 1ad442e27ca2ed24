using ClaudeBuildGuard.Tool;

return await CommandLine.RunAsync(args).ConfigureAwait(false);
