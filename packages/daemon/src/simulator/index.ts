export { hashKey, type JournalEntry, type JournalFilter, type Outcome } from './journal.ts';
export { type BilledUsage, type LedgerLine, type LedgerReport } from './ledger.ts';
export { simulatedModels, type Price, type SimulatedModel } from './models.ts';
export {
  type AnswerKind,
  type Block,
  type Fault,
  type Limits,
  type Scenario,
  type ScriptItem,
  type Step,
  type Timing,
  type Wire,
} from './scenario.ts';
export { findScenario, scenarios } from './scenarios/index.ts';
export { schemaValue } from './schema-value.ts';
export { createSimulatorClock, type SimulatorClock, type SimulatorClockOptions } from './simulator-clock.ts';
export { type Simulator, type SimulatorControl, type SimulatorOptions } from './simulator-control.ts';
export { simulateCommand, type SimulateCommandIo } from './simulate-command.ts';
export { startSimulator } from './simulator.ts';
