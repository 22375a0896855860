export type { Budget, BudgetState, Hold } from './budget.ts';
export { createBudget, type BudgetOptions } from './create-budget.ts';
