// Ends the run with the counts as node's test runner prints them, so that ./test can add them up.
import type { Reporter, TestModule } from 'vitest/node';

export default class Counts implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const states = modules.flatMap((m) => [...m.children.allTests()].map((t) => t.result().state));
    // A file that does not even load fails once.
    const broken = modules.filter((m) => m.state() === 'failed' && ![...m.children.allTests()].length).length;
    console.log(`# pass ${states.filter((s) => s === 'passed').length}\n# fail ${states.filter((s) => s === 'failed').length + broken}`);
  }
}
