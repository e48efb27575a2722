import "./style/base.css";
import "./style/parts.css";
import "./style/views.css";
import "./style/print.css";
import { start } from "./app";

void start();
