(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var slider = document.getElementById("slider");
  var cut = document.getElementById("cut");
  var normal = data.normal;
  var anomalous = data.anomalous;
  function part(name) {
    return document.getElementById(name);
  }
  function ascending(a, b) {
    return a - b;
  }
  // By halving, as scores rise.
  function above(scores, threshold) {
    var low = 0;
    var high = scores.length;
    while (high > low) {
      var middle = (low + high) >> 1;
      if (scores[middle] > threshold) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return scores.length - low;
  }
  // A threshold for each gap between neighbouring scores, and one beyond each end; the model's own stands for the gap that it lies in.
  function thresholds() {
    var scores = normal.concat(anomalous).sort(ascending).filter(function (score, i, all) {
      return i === 0 ? true : score !== all[i - 1];
    });
    var last = scores.length - 1;
    var width = scores[last] - scores[0] || 1;
    var found = [scores[0] - width / 100];
    scores.forEach(function (score, i) {
      found.push(i === last ? score : score + (scores[i + 1] - score) / 2);
    });
    if (data.threshold !== null) {
      found[scores.length - above(scores, data.threshold)] = data.threshold;
    }
    return found;
  }
  function f1(threshold) {
    var caught = above(anomalous, threshold);
    var sum = caught + above(normal, threshold) + anomalous.length;
    return sum ? 2 * caught / sum : 0;
  }
  function percent(share) {
    return (100 * share).toFixed(1).replace(/\.0$/, "") + "\u00a0%";
  }
  // Wilson's interval, as in the rest of the report.
  function rate(count, all, what) {
    if (all === 0) {
      return "No pictures of this class.";
    }
    var z = 1.959963984540054;
    var p = count / all;
    var scale = 1 + z * z / all;
    var middle = (p + z * z / (2 * all)) / scale;
    var margin = z * Math.sqrt(p * (1 - p) / all + z * z / (4 * all * all)) / scale;
    var low = count === 0 ? 0 : Math.max(0, middle - margin);
    var high = count === all ? 1 : Math.min(1, middle + margin);
    return percent(p) + " " + what + " (95\u00a0% interval " + percent(low) + " to " + percent(high) + ")";
  }
  function bar(name, count) {
    part(name).textContent = count;
    part(name + "Bar").style.flex = String(count);
    part(name + "Bar").style.display = count === 0 ? "none" : "";
  }
  var stops = thresholds();
  function show() {
    var threshold = stops[Number(slider.value)];
    var caught = above(anomalous, threshold);
    var alarms = above(normal, threshold);
    var missed = anomalous.length - caught;
    var text = threshold.toPrecision(5).replace("-", "\u2212") + (threshold === data.threshold ? " (the model\u2019s)" : "");
    bar("caught", caught);
    bar("missed", missed);
    bar("passed", normal.length - alarms);
    bar("alarms", alarms);
    part("missRate").textContent = rate(missed, anomalous.length, "missed");
    part("alarmRate").textContent = rate(alarms, normal.length, "false alarms");
    part("value").textContent = text;
    slider.setAttribute("aria-valuetext", text + ": " + alarms + " false alarms, " + missed + " missed");
    var min = Number(cut.dataset.min);
    var share = Math.min(1, Math.max(0, (threshold - min) / (Number(cut.dataset.max) - min)));
    var left = Number(cut.dataset.left);
    cut.setAttribute("transform", "translate(" + (left + share * (Number(cut.dataset.right) - left)) + " 0)");
  }
  function jump(name, stop) {
    part(name).addEventListener("click", function () {
      slider.value = String(stop());
      show();
    });
  }
  function own() {
    return data.threshold === null ? stops.length - 1 : stops.indexOf(data.threshold);
  }
  function best(worth) {
    var found = 0;
    stops.forEach(function (threshold, i) {
      if (worth(threshold) > worth(stops[found])) {
        found = i;
      }
    });
    return found;
  }
  slider.max = String(stops.length - 1);
  slider.value = String(own());
  slider.addEventListener("input", show);
  jump("own", own);
  jump("silent", function () {
    return best(function (threshold) { return above(normal, threshold) === 0 ? 1 : 0; });
  });
  jump("careful", function () {
    var found = 0;
    stops.forEach(function (threshold, i) {
      found = above(anomalous, threshold) === anomalous.length ? i : found;
    });
    return found;
  });
  jump("balanced", function () { return best(f1); });
  part("panel").hidden = false;
  show();
})();
